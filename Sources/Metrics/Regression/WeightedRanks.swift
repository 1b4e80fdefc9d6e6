import Kernels

/// Mid-distribution ranks: the share of weight below each value plus half of the tied weight.
///
/// Their weighted mean is exactly one half, whatever the ties.
struct WeightedRanks: Sendable {
  /// One a row, in 0…1; 0 for rows of weight 0.
  private(set) var ranks: [Double]
  /// Rows of positive weight in groups of equal value, ascending.
  private let groups: [[Int32].SubSequence]
  private let weights: RowWeights

  init(_ values: [Double], weights: RowWeights) {
    let order = DescendingOrder.positions(of: values).filter { weights[Int($0)] > 0 }
    var groups: [[Int32].SubSequence] = []
    var start = 0
    for end in order.indices.dropFirst()
    where values[Int(order[end])] != values[Int(order[end - 1])] {
      groups.append(order[start..<end])
      start = end
    }
    groups.append(order[start...])
    self.groups = groups.reversed()
    self.weights = weights
    ranks = [Double](repeating: 0, count: values.count)
    var below = CompensatedSum()
    for group in self.groups {
      let before = below.value
      for row in group { below.add(weights[Int(row)]) }
      let rank = (before + below.value) / 2 / weights.total
      for row in group { ranks[Int(row)] = rank }
    }
  }

  /// What adding weight at each row does to the mean of `slope · rank` over all rows, by way of the
  /// ranks: rows above go up by a whole, tied ones by a half, and all fall back in proportion.
  func shifts(slope: (Int) -> Double) -> [Double] {
    var shifts = [Double](repeating: 0, count: ranks.count)
    var above = 0.0
    var mean = 0.0
    for group in groups.reversed() {
      var tied = 0.0
      for row in group {
        let term = weights[Int(row)] / weights.total * slope(Int(row))
        tied += term
        mean += term * ranks[Int(row)]
      }
      for row in group { shifts[Int(row)] = above + tied / 2 }
      above += tied
    }
    return shifts.map { $0 - mean }
  }
}
