/// How many rows, and how much weight, fall into each of a few cells.
package struct CellSums: Sendable {
  /// Rows of positive weight in each cell.
  package let rows: [Int]
  /// The sum of the weights in each cell; the number of rows where there are no weights.
  package let masses: [Double]

  /// One pass over `count` rows.
  ///
  /// - Parameters:
  ///   - weights: One a row, finite and not negative; nil means all 1.
  ///   - cell: The cell of a row, below `cells`.
  @inlinable
  package init(count: Int, cells: Int, weights: [Double]?, cell: (Int) -> Int) {
    var rows = [Int](repeating: 0, count: cells)
    guard let weights else {
      for row in 0..<count { rows[cell(row)] += 1 }
      self.init(rows: rows, masses: rows.map(Double.init))
      return
    }
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: cells)
    for row in 0..<count where weights[row] > 0 {
      let index = cell(row)
      rows[index] += 1
      sums[index].add(weights[row])
    }
    self.init(rows: rows, masses: sums.map(\.value))
  }

  @usableFromInline
  init(rows: [Int], masses: [Double]) {
    self.rows = rows
    self.masses = masses
  }
}
