/// The interval of a difference from the intervals of its two terms.
///
/// The variance near each limit is recovered from that limit, so skewed intervals give a skewed one
/// (MOVER: Zou and Donner, "Construction of confidence limits about effect measures", Statistics in
/// Medicine 27, 2008). With Wilson's limits this is Newcombe's interval.
package struct RecoveredVariance: Sendable {
  /// The terms with their limits, all at the level that the difference is wanted at.
  package let first: Double
  package let ofFirst: Interval
  package let second: Double
  package let ofSecond: Interval
  /// Of the two estimates, -1…1; 0 for different rows that are independent of each other.
  package let correlation: Double

  package init(
    first: Double, ofFirst: Interval, second: Double, ofSecond: Interval, correlation: Double = 0
  ) {
    self.first = first
    self.ofFirst = ofFirst
    self.second = second
    self.ofSecond = ofSecond
    self.correlation = correlation
  }

  /// Of first minus second.
  package var difference: Interval {
    Interval(
      low: first - second - half(first - ofFirst.low, ofSecond.high - second),
      high: first - second + half(ofFirst.high - first, second - ofSecond.low))
  }

  private func half(_ x: Double, _ y: Double) -> Double {
    max(0, x * x - 2 * correlation * x * y + y * y).squareRoot()
  }
}
