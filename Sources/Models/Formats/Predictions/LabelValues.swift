package import Tabular

/// The label that answers are held against: its column, and its values where they are classes.
package struct LabelValues: Sendable, Equatable {
  /// More values than these are no classes.
  static let limit = 10_000

  package let column: String
  /// Distinct: numbers by size, texts by their bytes. Empty where the label is no class.
  package let classes: [String]

  package init(column: String, classes: [String]) {
    self.column = column
    self.classes = classes
  }

  /// - Parameter areClasses: whether its values are classes, not amounts or grades.
  package init(_ column: Column, areClasses: Bool) {
    self.column = column.name
    classes = areClasses ? LabelValues.distinct(column) : []
  }

  /// For messages: `'no' and 'yes'`.
  package var listed: String {
    let shown = classes.prefix(6).map { "'\($0)'" }
    if classes.count > shown.count { return shown.joined(separator: ", ") + ", …" }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func distinct(_ column: Column) -> [String] {
    switch column.values {
    case .boolean(let flags):
      return [(Int8(0), "false"), (1, "true")].filter { flags.contains($0.0) }.map(\.1)
    case .numeric(let numbers):
      var seen: Set<Double> = []
      for number in numbers where !number.isNaN {
        seen.insert(number)
        if seen.count > limit { return [] }
      }
      return seen.sorted().map(ClassName.text)
    case .categorical(let codes, let levels):
      guard levels.count <= limit else { return [] }
      var isUsed = [Bool](repeating: false, count: levels.count)
      for code in codes where code >= 0 { isUsed[Int(code)] = true }
      return isUsed.indices.filter { isUsed[$0] }.map { levels[$0] }.sorted(by: byBytes)
    }
  }

  /// The order of names that is the same everywhere.
  static func byBytes(_ one: String, _ other: String) -> Bool {
    one.utf8.lexicographicallyPrecedes(other.utf8)
  }
}
