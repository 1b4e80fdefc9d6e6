import RealModule

/// The scale on which an interval is made: one that stretches the ends of a statistic's range to infinity,
/// so that no limit lies beyond them, and on which its distribution is closer to normal.
package enum IntervalScale: Sendable, Equatable {
  /// As it is.
  case plain
  /// log x, for what is positive: a mean loss, a ratio.
  case log
  /// -log(1 - x), for what is at most 1: the share of a loss that is explained.
  case logOfRest
  /// The log odds of the place between two bounds. For -1…1 this is twice Fisher's z.
  case logit(ClosedRange<Double>)

  /// The limits around a value strictly inside the range.
  ///
  /// - Parameters:
  ///   - standardError: The value's own, on no other scale (the delta method moves it).
  ///   - reach: In standard errors.
  package func limits(around value: Double, standardError: Double, reach: Reach) -> Interval {
    switch self {
    case .plain:
      return Interval(
        low: value - reach.below * standardError, high: value + reach.above * standardError)
    case .log:
      let relative = standardError / value
      return Interval(
        low: value / Double.exp(reach.below * relative),
        high: value * Double.exp(reach.above * relative))
    case .logOfRest:
      let rest = 1 - value
      let relative = standardError / rest
      return Interval(
        low: 1 - rest * Double.exp(reach.below * relative),
        high: 1 - rest / Double.exp(reach.above * relative))
    case .logit(let range):
      let width = range.upperBound - range.lowerBound
      let share = (value - range.lowerBound) / width
      let center = Double.log(share) - Double.log(onePlus: -share)
      let unit = standardError / width / (share * (1 - share))
      func inverse(_ x: Double) -> Double {
        x < 0 ? Double.exp(x) / (1 + Double.exp(x)) : 1 / (1 + Double.exp(-x))
      }
      return Interval(
        low: range.lowerBound + width * inverse(center - reach.below * unit),
        high: range.lowerBound + width * inverse(center + reach.above * unit))
    }
  }

  /// Whether the scale is finite there.
  package func holds(_ value: Double) -> Bool {
    switch self {
    case .plain: value.isFinite
    case .log: value > 0 && value.isFinite
    case .logOfRest: value < 1 && value.isFinite
    case .logit(let range): value > range.lowerBound && value < range.upperBound
    }
  }
}
