import Kernels
import Statistics

extension Resampling<RegressionOutcomes> {
  /// For the weighted median of one number a row: the same rule as ``RowWeights/median(of:)``.
  static func median(
    _ numbers: @escaping @Sendable (RegressionOutcomes) -> [Double]
  ) -> Resampling {
    Resampling { outcomes, sample in
      let numbers = numbers(outcomes)
      let order = [Int32](DescendingOrder.positions(of: numbers).reversed())
      let ascending = order.map { numbers[Int($0)] }
      let drawn = DrawnWeights(sample, count: outcomes.count, order: order)
      return { replicate in
        var weights = [Double](repeating: 0, count: ascending.count)
        var total = 0.0
        for place in weights.indices {
          weights[place] = drawn.weight(place, in: replicate)
          total += weights[place]
        }
        return median(of: ascending, weights: weights, total: total)
      }
    }
  }

  private static func median(
    of ascending: [Double], weights: [Double], total: Double
  ) -> Double? {
    guard total > 0 else { return nil }
    var mass = 0.0
    var lower: Double?
    for place in ascending.indices where weights[place] > 0 {
      if let lower { return (lower + ascending[place]) / 2 }
      mass += weights[place]
      if mass > total / 2 { return ascending[place] }
      if mass == total / 2 { lower = ascending[place] }
    }
    return lower
  }
}
