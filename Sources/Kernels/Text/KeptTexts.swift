/// Texts of one column that are values although a table reader would take them as missing: a model's
/// own file names them as categories.
package struct KeptTexts: Sendable, Equatable {
  package var texts: Set<String>
  /// Whether a cell that holds one makes a column of texts of what else would be one of numbers.
  package var makesText: Bool

  package init(_ texts: Set<String>, makesText: Bool = true) {
    self.texts = texts
    self.makesText = makesText
  }

  /// Whether `range` of `text` is one of the texts.
  func contains(_ text: TextView, _ range: Range<Int>) -> Bool {
    texts.contains(text.string(range))
  }
}
