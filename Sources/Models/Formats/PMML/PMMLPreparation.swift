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
    let missing = inputs.filter { table[$0.data.name] == nil && !$0.isPlaceholder }
      .map(\.data.name)
    guard missing.isEmpty else {
      throw .lacking(missing, of: inputs.map(\.data.name), in: table.names)
    }
    var symbols = symbols
    var columns: [[Double]] = []
    for input in inputs {
      let column =
        table[input.data.name]
        ?? Column(
          name: input.data.name,
          values: .numeric([Double](repeating: .nan, count: table.rowCount)))
      columns.append(try input.cells(of: column, &symbols))
    }
    return (columns, symbols)
  }
}
