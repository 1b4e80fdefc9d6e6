internal import Findings

/// The test of "the bound is not violated", for every condition that is decided on an interval.
enum HarmTest {
  /// The one-sided p-value, or nil where there is no interval or none is asked for.
  static func p(
    _ condition: Condition, _ measurement: Measurement, alpha: Double
  ) -> Double? {
    guard case .number(let candidate) = measurement.candidate else { return nil }
    switch condition.kind {
    case .maxRegression, .minImprovement, .maxChange, .maxCreep:
      guard case .number(let baseline)? = measurement.baseline else { return nil }
      return Comparison(condition.bound, baseline, measurement, alpha: alpha)?
        .harm(condition.kind)
    case .min, .max:
      guard condition.judge == .interval, let low = candidate.low, let high = candidate.high else {
        return nil
      }
      let limits = ErrorLimits(
        value: candidate.value, low: low, high: high, degrees: nil, alpha: alpha)
      let bound = condition.bound.value
      return condition.kind == .min ? limits.isBelow(bound) : limits.isAbove(bound)
    }
  }
}
