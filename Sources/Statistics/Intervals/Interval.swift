/// The limits of a two-sided interval.
///
/// `alpha` is one-sided everywhere in this module: the interval covers with probability
/// 1 - 2 · alpha, and each of its limits alone is a one-sided limit at 1 - alpha.
package struct Interval: Sendable, Equatable {
  package let low: Double
  package let high: Double

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// The interval cut to what the value can be.
  package func clamped(to range: ClosedRange<Double>) -> Interval {
    Interval(
      low: min(max(low, range.lowerBound), range.upperBound),
      high: min(max(high, range.lowerBound), range.upperBound))
  }
}
