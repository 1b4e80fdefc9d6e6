import RealModule

/// The beta distribution with two positive shapes.
package enum Beta {
  /// P(X <= x): the regularised incomplete beta function, to about 1e-13.
  ///
  /// Lentz's evaluation of the continued fraction (Press et al., "Numerical Recipes", 6.4), taken on
  /// the side of the mean where it converges fast.
  package static func cumulative(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    let logarithm =
      Double.logGamma(a + b) - Double.logGamma(a) - Double.logGamma(b)
      + a * Double.log(x) + b * Double.log(onePlus: -x)
    let factor = Double.exp(logarithm)
    return x < (a + 1) / (a + b + 2)
      ? factor * continuedFraction(x, a, b) / a
      : 1 - factor * continuedFraction(1 - x, b, a) / b
  }

  /// The x with P(X <= x) = `probability`, by bisection to the last bit.
  package static func quantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
    guard probability > 0 else { return 0 }
    guard probability < 1 else { return 1 }
    var low = 0.0
    var high = 1.0
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return middle }
      if cumulative(middle, a, b) < probability { low = middle } else { high = middle }
    }
  }

  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    // Keeps a denominator of 0 from ending the recurrence.
    let tiny = 1e-300
    func bounded(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / bounded(1 - (a + b) * x / (a + 1))
    var fraction = d
    // The number of terms grows with the square root of the larger shape.
    let limit = 200 + Int(10 * max(a, b).squareRoot())
    for term in 1...limit {
      let m = Double(term)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / bounded(1 + even * d)
      c = bounded(1 + even / c)
      fraction *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / bounded(1 + odd * d)
      c = bounded(1 + odd / c)
      let change = d * c
      fraction *= change
      if (change - 1).magnitude < 1e-16 { break }
    }
    return fraction
  }
}
