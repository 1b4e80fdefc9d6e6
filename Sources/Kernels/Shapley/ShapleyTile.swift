import CKernels

/// The inputs of up to 256 rows, and what is added up for them. One thread owns it.
@safe struct ShapleyTile: ~Copyable {
  /// The rows of a tile; its columns are so many cells apart.
  static let rowLimit = Int(TG_TILE)

  let rows: Range<Int>
  /// By tested feature, then by row.
  let values: UnsafeMutablePointer<Double>
  /// By player, then by row.
  let phi: UnsafeMutablePointer<Double>
  private let playerCount: Int

  /// Copies `rows` of the tested columns.
  init(_ tests: BranchTests, rows: Range<Int>, of columns: [[Double]], playerCount: Int) {
    self.rows = rows
    self.playerCount = playerCount
    let cells = max(1, tests.features.count) * ShapleyTile.rowLimit
    unsafe values = .allocate(capacity: cells)
    unsafe values.initialize(repeating: 0, count: cells)
    unsafe phi = .allocate(capacity: max(1, playerCount) * ShapleyTile.rowLimit)
    unsafe phi.initialize(repeating: 0, count: max(1, playerCount) * ShapleyTile.rowLimit)
    unsafe tests.copy(rows, of: columns, to: values)
  }

  deinit {
    unsafe values.deallocate()
    unsafe phi.deallocate()
  }

  /// The tiles that `rowCount` rows make.
  static func ranges(rowCount: Int) -> [Range<Int>] {
    stride(from: 0, to: rowCount, by: rowLimit).map { $0..<min(rowCount, $0 + rowLimit) }
  }

  /// Reads what was added up for the tile's rows before; `column` is the first player's cells.
  func load(_ column: UnsafeMutablePointer<Double>, rowCount: Int) {
    for player in 0..<playerCount {
      unsafe (phi + player * ShapleyTile.rowLimit).update(
        from: column + player * rowCount + rows.lowerBound, count: rows.count)
    }
  }

  /// Writes it back.
  func store(_ column: UnsafeMutablePointer<Double>, rowCount: Int) {
    for player in 0..<playerCount {
      unsafe (column + player * rowCount + rows.lowerBound).update(
        from: phi + player * ShapleyTile.rowLimit, count: rows.count)
    }
  }
}
