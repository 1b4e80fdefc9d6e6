/// A block of rows while it is scored: one column of cells for each field that has a place.
///
/// Belongs to one thread.
final class PMMLFrame {
  let rowCount: Int
  /// By place; empty until it is computed.
  private var columns: [[Double]]
  /// The first place that was read before anything had computed its column. Such a read gives missing
  /// values, and whoever made the frame turns it into an error: a document that leads here never traps,
  /// and never gives a number either.
  private(set) var unfilled: Int?
  /// Texts that functions make in this block get codes behind those of the table.
  private var symbols: PMMLSymbols

  init(rowCount: Int, placeCount: Int, symbols: PMMLSymbols) {
    self.rowCount = rowCount
    columns = [[Double]](repeating: [], count: placeCount)
    self.symbols = symbols
  }

  /// The column of a place.
  subscript(place: Int) -> [Double] {
    get {
      guard columns.indices.contains(place), columns[place].count == rowCount else {
        unfilled = unfilled ?? place
        return constant(.nan)
      }
      return columns[place]
    }
    set {
      guard columns.indices.contains(place) else {
        unfilled = unfilled ?? place
        return
      }
      columns[place] = newValue
    }
  }

  /// The cell of a row.
  func cell(_ place: Int, _ row: Int) -> Double {
    guard place < columns.count, row < columns[place].count else {
      unfilled = unfilled ?? place
      return .nan
    }
    return columns[place][row]
  }

  /// Makes the cell of a row missing.
  func clear(_ place: Int, _ row: Int) {
    guard columns.indices.contains(place), columns[place].indices.contains(row) else { return }
    columns[place][row] = .nan
  }

  /// Makes every column missing.
  func clearAll() { for place in columns.indices { columns[place] = constant(.nan) } }

  /// Refuses a document whose fields are read before they are computed.
  ///
  /// - Parameter lines: By place, where the document has the field.
  func checkFilled(lines: [Int]) throws(ModelError) {
    guard let unfilled else { return }
    let line = lines.indices.contains(unfilled) ? "line \(lines[unfilled])" : "the model"
    throw .malformed(
      place: line, problem: "the value of this field is read before anything has computed it")
  }

  /// The text of a code.
  func text(_ code: Double) -> String? {
    guard let code = Int(exactly: code), symbols.texts.indices.contains(code) else { return nil }
    return symbols.texts[code]
  }

  func code(of text: String) -> Double { Double(symbols.code(of: text)) }

  /// A column of one value.
  func constant(_ cell: Double) -> [Double] { [Double](repeating: cell, count: rowCount) }

  /// Computes columns in order.
  func run(_ steps: [PMMLStep]) {
    for step in steps { self[step.place] = step.expression.cells(in: self) }
  }
}

/// A column that is computed from others.
struct PMMLStep {
  let place: Int
  let expression: any PMMLExpression
}
