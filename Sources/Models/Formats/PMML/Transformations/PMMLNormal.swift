import Glibc

/// The standard normal distribution.
enum PMMLNormal {
  static func pdf(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }

  static func cdf(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  /// The value below which a share `p` lies; ∓infinity at 0 and 1, NaN outside.
  ///
  /// Found by halving the interval and two steps of Newton: exact to the last bits of ``cdf(_:)``.
  static func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    var (low, high) = (-40.0, 40.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if cdf(middle) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

/// The median; the mean of the two in the middle of an even number.
enum PMMLMedian {
  /// - Precondition: there is a number.
  static func of(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The smallest number up to which half of the weight lies.
  static func of(_ numbers: [Double], weights: [Double]) -> Double {
    let order = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    let half = weights.reduce(0, +) / 2
    var sum = 0.0
    for index in order {
      sum += weights[index]
      if sum >= half { return numbers[index] }
    }
    return .nan
  }
}
