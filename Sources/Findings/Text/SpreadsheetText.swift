/// Texts from data in a table that people open in a spreadsheet.
package enum SpreadsheetText {
  /// The text on one line, with an apostrophe in front of what a spreadsheet would run as a formula.
  ///
  /// A number is none, whatever its sign. Behind a separator the apostrophe stands too: a spreadsheet
  /// may cut cells at another one than the file's.
  package static func cell(_ text: String) -> String {
    if !text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F || signs.contains($0) }) { return text }
    if isNumber(text) { return text }
    var result = String.UnicodeScalarView()
    var isStart = true
    for var scalar in VisibleText.clean(text).unicodeScalars {
      if scalar == "\n" || scalar == "\t" { scalar = " " }
      if isStart, starters.contains(scalar) { result.append("'") }
      result.append(scalar)
      // A blank keeps the place: some programs trim their cells.
      isStart = separators.contains(scalar) || isStart && scalar.properties.isWhitespace
    }
    return String(result)
  }

  /// With the wide forms that spreadsheets in East Asia take too.
  private static let starters: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]
  private static let separators: Set<Unicode.Scalar> = [";", ",", "|"]
  /// All of them that are ASCII: most texts hold none.
  private static let signs = Set("=+-@;,|".utf8)

  private static func isNumber(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) || numberSigns.contains($0) }
      && Double(text) != nil
  }
  private static let numberSigns = Set("+-.eE".utf8)
}
