import Kernels
import Tabular

/// Finds the model's inputs among a table's columns and brings their cells into the model's form.
struct PMMLPreparation: Sendable {
  let inputs: [PMMLInput]
  let symbols: PMMLSymbols

  /// One column of cells per input, and the texts that their codes stand for.
  func cells(
    of table: Table, parallel: Parallel
  ) throws(ModelError) -> ([[Double]], PMMLSymbols) {
    let missing = inputs.filter { table[$0.data.name] == nil }.map(\.data.name)
    if let first = missing.first {
      throw .missingColumns(names: missing, nearest: NearestName.of(first, in: table.names))
    }
    var symbols = symbols
    var columns: [[Double]] = []
    for input in inputs {
      guard let column = table[input.data.name] else { continue }
      columns.append(try input.cells(of: column, &symbols))
    }
    return (columns, symbols)
  }
}
