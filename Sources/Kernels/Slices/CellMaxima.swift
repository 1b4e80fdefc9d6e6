/// The largest standardised sum over all conjunctions of literals, for many redraws of the values.
///
/// Every row lies in exactly one cell of each set of columns, so one pass over the rows sums all
/// conjunctions of those columns at once, for all redraws side by side.
package struct CellMaxima: Sendable {
  /// Sets of one to `depth` columns.
  private let columnSets: [[Int]]
  private let columns: [CodedColumn]
  private let minimumRows: Int

  /// - Parameters:
  ///   - depth: 1 to 3 columns a conjunction.
  ///   - minimumRows: conjunctions with fewer rows are left out; at least 1.
  package init(columns: [CodedColumn], depth: Int, minimumRows: Int) {
    (self.columns, self.minimumRows) = (columns, minimumRows)
    var sets: [[Int]] = []
    var level: [[Int]] = [[]]
    for _ in 0..<min(depth, 3) {
      level = level.flatMap { set in
        columns.indices.filter { $0 > set.last ?? -1 }.map { set + [$0] }
      }
      sets += level
    }
    columnSets = sets
  }

  /// About how many additions ``maxima(redraws:count:squares:parallel:)`` makes.
  package static func work(columns: Int, depth: Int, rows: Int, redraws: Int) -> Double {
    let m = Double(columns)
    let sets = m + (depth > 1 ? m * (m - 1) / 2 : 0) + (depth > 2 ? m * (m - 1) * (m - 2) / 6 : 0)
    return sets * Double(rows) * Double(redraws)
  }

  /// For each redraw the largest `sum of values / √(sum of squares)` of any conjunction.
  ///
  /// - Parameters:
  ///   - redraws: those of the first row, then of the next, `count` a row.
  ///   - squares: one a row, the same for all redraws; a conjunction whose squares are all 0 is left
  ///     out.
  package func maxima(
    redraws: [Double], count: Int, squares: [Double], parallel: Parallel
  ) -> [Double] {
    precondition(redraws.count == squares.count * count, "one value a row and redraw")
    let parts = parallel.map(count: columnSets.count) { set in
      largest(of: columnSets[set], redraws, count, squares)
    }
    var maxima = [Double](repeating: -.infinity, count: count)
    for part in parts {
      for redraw in maxima.indices { maxima[redraw] = max(maxima[redraw], part[redraw]) }
    }
    return maxima
  }

  private func largest(
    of set: [Int], _ redraws: [Double], _ count: Int, _ squares: [Double]
  ) -> [Double] {
    let (cells, cellCount) = largeCells(of: set)
    var sums = [Double](repeating: 0, count: cellCount * count)
    var cellSquares = [Double](repeating: 0, count: cellCount)
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      unsafe redraws.withUnsafeBufferPointer { redraws in
        for row in cells.indices where cells[row] >= 0 {
          let cell = Int(cells[row])
          cellSquares[cell] += squares[row]
          let (first, start) = (cell * count, row * count)
          for redraw in 0..<count { unsafe sums[first + redraw] += redraws[start + redraw] }
        }
      }
    }
    var maxima = [Double](repeating: -.infinity, count: count)
    for cell in 0..<cellCount where cellSquares[cell] > 0 {
      let factor = 1 / cellSquares[cell].squareRoot()
      for redraw in maxima.indices {
        maxima[redraw] = max(maxima[redraw], sums[cell * count + redraw] * factor)
      }
    }
    return maxima
  }

  /// The cell of each row among those with enough rows, −1 for the others.
  private func largeCells(of set: [Int]) -> (cells: [Int32], count: Int) {
    let rowCount = columns.first?.codes.count ?? 0
    let width = set.reduce(1) { $0 * columns[$1].width }
    var counts = [Int32](repeating: 0, count: width)
    var cells = [Int32](repeating: -1, count: rowCount)
    for row in 0..<rowCount {
      var cell = 0
      for index in set {
        let code = columns[index].codes[row]
        guard code != CodedColumn.none else {
          cell = -1
          break
        }
        cell = cell * columns[index].width + Int(code)
      }
      guard cell >= 0 else { continue }
      cells[row] = Int32(cell)
      counts[cell] += 1
    }
    var number = [Int32](repeating: -1, count: width)
    var next: Int32 = 0
    for cell in 0..<width where counts[cell] >= minimumRows {
      number[cell] = next
      next += 1
    }
    for row in cells.indices where cells[row] >= 0 { cells[row] = number[Int(cells[row])] }
    return (cells, Int(next))
  }
}
