import Kernels

/// Mid-distribution ranks: the share of weight below each value plus half of the tied weight.
///
/// Their weighted mean is exactly one half, whatever the ties.
struct WeightedRanks: Sendable {
  /// One a row, in 0…1; 0 for rows of weight 0.
  let ranks: [Double]
  /// Rows of positive weight, lowest value first.
  private let order: [Int32]
  /// Where each group of equal values starts in ``order``, and at last where the order ends.
  private let starts: [Int]
  private let weights: RowWeights

  init(_ values: [Double], weights: RowWeights) {
    let order = Array(
      DescendingOrder.positions(of: values).filter { weights[Int($0)] > 0 }.reversed())
    var starts = order.indices.filter { place in
      place == 0 || values[Int(order[place])] != values[Int(order[place - 1])]
    }
    starts.append(order.count)
    var ranks = [Double](repeating: 0, count: values.count)
    var below = CompensatedSum()
    for group in 0..<starts.count - 1 {
      let before = below.value
      for place in starts[group]..<starts[group + 1] { below.add(weights[Int(order[place])]) }
      let rank = (before + below.value) / 2 / weights.total
      for place in starts[group]..<starts[group + 1] { ranks[Int(order[place])] = rank }
    }
    self.ranks = ranks
    self.order = order
    self.starts = starts
    self.weights = weights
  }

  /// What adding weight at each row does to the mean of `slope · rank` over all rows, by way of the
  /// ranks: rows above go up by a whole, tied ones by a half, and all fall back in proportion.
  func shifts(slope: (Int) -> Double) -> [Double] {
    var shifts = [Double](repeating: 0, count: ranks.count)
    var above = 0.0
    var mean = 0.0
    for group in (0..<starts.count - 1).reversed() {
      let places = starts[group]..<starts[group + 1]
      var tied = 0.0
      for place in places {
        let row = Int(order[place])
        let term = weights[row] / weights.total * slope(row)
        tied += term
        mean += term * ranks[row]
      }
      for place in places { shifts[Int(order[place])] = above + tied / 2 }
      above += tied
    }
    return shifts.map { $0 - mean }
  }
}
