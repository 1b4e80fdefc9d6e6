/// The sums of a forest's rows as they are, and after each way to change some inputs.
package struct ChangedSums: Sendable {
  /// By way, of all changes one after the other, by output, by row; in the width of the forest's sums,
  /// which is all that they hold.
  enum Changed: Sendable {
    case float32([Float])
    case float64([Double])
  }

  package let rowCount: Int
  package let outputCount: Int
  /// Of the rows as they are: `base[output][row]`.
  package let base: [[Double]]
  private let changed: Changed
  /// By change, the place of its first way.
  private let starts: [Int]

  init(rowCount: Int, base: [[Double]], changed: Changed, starts: [Int]) {
    self.rowCount = rowCount
    outputCount = base.count
    self.base = base
    self.changed = changed
    self.starts = starts
  }

  /// The sums after one way of a change, `result[output][row]`.
  package func sums(change: Int, way: Int) -> [[Double]] {
    (0..<outputCount).map { output in
      let start = ((starts[change] + way) * outputCount + output) * rowCount
      switch changed {
      case .float32(let sums): return sums[start..<start + rowCount].map(Double.init)
      case .float64(let sums): return Array(sums[start..<start + rowCount])
      }
    }
  }
}
