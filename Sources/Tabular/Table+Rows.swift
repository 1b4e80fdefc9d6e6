extension Column {
  /// The cells of some rows, in that order; a row may stand there more than once.
  ///
  /// - Precondition: every row is one of the column's.
  package func selecting(rows: [Int32]) -> Column {
    switch values {
    case .numeric(let cells):
      Column(name: name, values: .numeric(rows.map { cells[Int($0)] }))
    case .boolean(let cells):
      Column(name: name, values: .boolean(rows.map { cells[Int($0)] }))
    case .categorical(let codes, let levels):
      Column(
        name: name, values: .categorical(codes: rows.map { codes[Int($0)] }, levels: levels),
        strays: strays)
    }
  }
}

extension Table {
  /// Some rows, in that order; a row may stand there more than once.
  package func selecting(rows: [Int32]) -> Table {
    Table(columns: columns.map { $0.selecting(rows: rows) }, rowCount: rows.count)
  }
}
