import Kernels

/// Named columns of equal length.
package struct Table: Sendable {
  package let columns: [Column]
  package let rowCount: Int
  private let positions: [String: Int]

  /// - Precondition: names are distinct and all columns have the same count.
  package init(columns: [Column], rowCount: Int? = nil) {
    self.columns = columns
    self.rowCount = rowCount ?? columns.first?.count ?? 0
    positions = Dictionary(
      uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
    for column in columns {
      precondition(column.count == self.rowCount, "column '\(column.name)' differs in length")
    }
  }

  /// The columns' names, in the table's order.
  package var names: [String] { columns.map(\.name) }

  /// The column of that name, or nil.
  package subscript(_ name: String) -> Column? { positions[name].map { columns[$0] } }

  /// The column of that name; the error names the nearest one.
  package func column(_ name: String) throws(TableError) -> Column {
    if let column = self[name] { return column }
    throw .unknownColumn(name: name, nearest: NearestName.of(name, in: names))
  }

  /// The named columns in the order of `names`, which are distinct.
  package func selecting(_ names: [String]) throws(TableError) -> Table {
    var selected: [Column] = []
    for name in names { selected.append(try column(name)) }
    return Table(columns: selected, rowCount: rowCount)
  }
}
