/// A block of rows while it is scored: one column of cells for each field that has a place.
///
/// Belongs to one thread.
final class PMMLFrame {
  let rowCount: Int
  /// By place; empty until it is computed.
  var columns: [[Double]]
  /// Texts that functions make in this block get codes behind those of the table.
  private var symbols: PMMLSymbols

  init(rowCount: Int, placeCount: Int, symbols: PMMLSymbols) {
    self.rowCount = rowCount
    columns = [[Double]](repeating: [], count: placeCount)
    self.symbols = symbols
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
    for step in steps { columns[step.place] = step.expression.cells(in: self) }
  }
}

/// A column that is computed from others.
struct PMMLStep {
  let place: Int
  let expression: any PMMLExpression
}
