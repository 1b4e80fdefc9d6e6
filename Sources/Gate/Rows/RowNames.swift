internal import Tabular

/// How rows are named: by the id column where there is one, else by their number from 1.
struct RowNames {
  private let column: Column?
  /// The head of a column of names.
  let heading: String

  init(_ configuration: GateConfiguration, _ table: Table) {
    column = configuration.data.id.flatMap { table[$0.value] }
    heading = column?.name ?? "row"
  }

  func name(_ row: Int) -> String { column?.text(at: row) ?? String(row + 1) }
}
