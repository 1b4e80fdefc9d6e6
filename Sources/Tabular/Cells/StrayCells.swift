import Kernels

/// The cells that keep a column from being numbers, for who needs it to be: where the first one stands,
/// what it says, and how many there are.
package struct StrayCells: Sendable, Equatable {
  /// Such as `line 12`.
  package let place: String
  package let cell: String
  package let count: Int
  /// Whether a number with a point is one of them, where commas are decimal.
  private let hasForeignPoint: Bool

  /// - Parameters:
  ///   - line: The line of the first one, where the format has lines.
  ///   - point: The byte in front of a fraction.
  /// - Returns: nil if no cell is a text. Where all of them are numbers that are stored as texts, the first
  ///   one stands for them, and ``count`` is 0.
  init?(_ values: Column.Values, line: Int?, point: UInt8) {
    guard case .categorical(let codes, let levels) = values else { return nil }
    let isStray = levels.indices.map { level in
      let text = TextBuffer(levels.utf8(level))
      return FieldValue.number(text.view, 0..<text.count, point: point, padded: true) == nil
    }
    func strays(_ code: Int32) -> Bool { code >= 0 && isStray[Int(code)] }
    guard let first = codes.firstIndex(where: strays) ?? codes.firstIndex(where: { $0 >= 0 })
    else { return nil }
    place = line.map { "line \($0)" } ?? "row \(first + 1)"
    cell = levels[Int(codes[first])]
    count = codes.count(where: strays)
    let text = TextBuffer(levels.utf8(Int(codes[first])))
    hasForeignPoint =
      point != 0x2E
      && FieldValue.number(text.view, 0..<text.count, point: 0x2E, padded: true) != nil
  }

  /// `line 12 holds '?' (1 cell is no number); if it means no value, …`.
  var words: String {
    let shown = cell.count > 40 ? String(cell.prefix(40)) + "…" : cell
    if count == 0 {
      return "\(place) holds '\(shown)', a number that is stored as text; "
        + "store the column as numbers"
    }
    let many = count == 1 ? "1 cell is no number" : "\(count) cells are no numbers"
    return "\(place) holds '\(shown)' (\(many)); \(advice)"
  }

  private var advice: String {
    if hasForeignPoint {
      return "commas are decimal by 'data.decimal' (a flag: --decimal), and this number has a point"
    }
    let bytes = Array(cell.utf8)
    if bytes.contains(0x2C), bytes.contains(where: { $0 &- 0x30 < 10 }),
      bytes.allSatisfy({ $0 &- 0x30 < 10 || [0x2C, 0x2B, 0x2D, 0x20].contains($0) })
    {
      return "if the comma is decimal, 'data.decimal: \",\"' says so (a flag: --decimal ',');"
        + " thousands have no separator"
    }
    if !bytes.isEmpty, bytes.allSatisfy({ $0 &- 0x30 < 10 }) {
      return "whole numbers beyond 2^53 are texts, since digits would be lost"
    }
    return "if it means no value, 'data.missing' names it (a flag: --missing)"
  }
}

extension Column {
  /// ``typeName``, and of a column that should have been numbers the first cell that is none.
  package var typeInWords: String { strays.map { "\(typeName): \($0.words)" } ?? typeName }

  /// The column with the cells that keep it from being numbers, if any.
  func findingStrays(line: Int?, point: UInt8 = 0x2E) -> Column {
    Column(
      name: name, values: values, strays: StrayCells(values, line: line, point: point))
  }
}
