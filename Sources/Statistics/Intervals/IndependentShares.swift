import RealModule

/// The shares of two sets of different rows, such as the rates of two groups.
///
/// Counts may be effective ones, so they need not be whole.
package struct IndependentShares: Sendable, Equatable {
  /// 0…1.
  package let first: Double
  /// Rows of the first set; positive.
  package let firstCount: Double
  /// 0…1.
  package let second: Double
  /// Rows of the second set; positive.
  package let secondCount: Double

  package init(first: Double, firstCount: Double, second: Double, secondCount: Double) {
    self.first = first
    self.firstCount = firstCount
    self.second = second
    self.secondCount = secondCount
  }

  /// The interval of first minus second at confidence 1 - 2 · alpha: method 10 of Newcombe, "Interval
  /// estimation for the difference between independent proportions", Statistics in Medicine 17 (1998).
  ///
  /// The same number as statsmodels' `confint_proportions_2indep(method="newcomb")`.
  package func difference(alpha: Double) -> Interval {
    RecoveredVariance(
      first: first,
      ofFirst: ProportionInterval.wilson(share: first, count: firstCount, alpha: alpha),
      second: second,
      ofSecond: ProportionInterval.wilson(share: second, count: secondCount, alpha: alpha)
    ).difference
  }

  /// The score interval of first over second at confidence 1 - 2 · alpha (Koopman, Biometrics 40, 1984,
  /// with the factor n / (n - 1) of Miettinen and Nurminen, Statistics in Medicine 4, 1985); the upper
  /// limit is infinite where the second share is 0. Nil where both are: every ratio is possible.
  ///
  /// The same number as statsmodels' `confint_proportions_2indep(compare="ratio", method="score")`.
  package func ratio(alpha: Double) -> Interval? {
    guard first > 0 || second > 0 else { return nil }
    let quantile = -Normal.quantile(alpha)
    return Interval(
      low: first == 0 ? 0 : ratio(whereScoreIs: quantile),
      high: second == 0 ? .infinity : ratio(whereScoreIs: -quantile))
  }

  /// The score falls as the ratio grows.
  private func ratio(whereScoreIs target: Double) -> Double {
    var (low, high) = (1.0, 1.0)
    while score(low) < target, low > 1e-300 { low /= 2 }
    while score(high) > target, high < 1e300 { high *= 2 }
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return middle }
      if score(middle) > target { low = middle } else { high = middle }
    }
  }

  /// How far first lies above `ratio` times second, in standard errors under that ratio.
  private func score(_ ratio: Double) -> Double {
    let rows = firstCount + secondCount
    let hits = first * firstCount + second * secondCount
    // The likeliest pair of shares with that ratio solves a quadratic equation.
    let a = rows * ratio
    let b = -(firstCount * ratio + first * firstCount + secondCount + second * secondCount * ratio)
    let root = max(0, b * b - 4 * a * hits).squareRoot()
    // The form without a difference of nearly equal numbers.
    let likelySecond = min(1, 2 * hits / (root - b))
    let likelyFirst = min(1, likelySecond * ratio)
    let variance =
      (likelyFirst * (1 - likelyFirst) / firstCount
        + ratio * ratio * likelySecond * (1 - likelySecond) / secondCount) * rows / (rows - 1)
    let distance = first - ratio * second
    guard variance > 0 else { return distance == 0 ? 0 : (distance > 0 ? .infinity : -.infinity) }
    return distance / variance.squareRoot()
  }
}
