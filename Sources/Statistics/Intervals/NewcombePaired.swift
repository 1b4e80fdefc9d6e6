/// The difference of two shares on the same rows.
///
/// Method 10 of Newcombe, "Improved confidence intervals for the difference between binomial
/// proportions based on paired data", Statistics in Medicine 17 (1998): Wilson limits of the two
/// shares, joined with a correlation that is corrected for continuity when it is positive.
package struct NewcombePaired: Sendable, Equatable {
  /// Rows that both get right, only the first, only the second, neither.
  package let both: Int
  package let onlyFirst: Int
  package let onlySecond: Int
  package let neither: Int

  package init(both: Int, onlyFirst: Int, onlySecond: Int, neither: Int) {
    self.both = both
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    self.neither = neither
  }

  /// The rows compared.
  package var count: Int { both + onlyFirst + onlySecond + neither }

  /// Share of the first minus share of the second; nil without rows.
  package var difference: Double? {
    count == 0 ? nil : Double(onlyFirst - onlySecond) / Double(count)
  }

  /// The standard error of ``difference``, sqrt(b + c - (b - c)² / n) / n; nil without rows.
  package var standardError: Double? {
    guard count > 0 else { return nil }
    let (b, c, n) = (Double(onlyFirst), Double(onlySecond), Double(count))
    return max(0, b + c - (b - c) * (b - c) / n).squareRoot() / n
  }

  /// The interval of ``difference`` at confidence 1 - 2 · alpha; nil without rows.
  package func interval(alpha: Double) -> Interval? {
    guard let difference else { return nil }
    let n = Double(count)
    let first = Double(both + onlyFirst) / n
    let second = Double(both + onlySecond) / n
    let ofFirst = ProportionInterval.wilson(share: first, count: n, alpha: alpha)
    let ofSecond = ProportionInterval.wilson(share: second, count: n, alpha: alpha)
    func half(_ x: Double, _ y: Double) -> Double {
      max(0, x * x - 2 * correlation * x * y + y * y).squareRoot()
    }
    return Interval(
      low: difference - half(first - ofFirst.low, ofSecond.high - second),
      high: difference + half(ofFirst.high - first, second - ofSecond.low))
  }

  private var correlation: Double {
    let (a, b) = (Double(both), Double(onlyFirst))
    let (c, d) = (Double(onlySecond), Double(neither))
    let margins = (a + b) * (c + d) * (a + c) * (b + d)
    guard margins > 0 else { return 0 }
    let excess = a * d - b * c
    return (excess > 0 ? max(excess - (a + b + c + d) / 2, 0) : excess) / margins.squareRoot()
  }
}
