import RealModule

/// Intervals of a ratio of two positive sums.
package enum RatioInterval {
  /// Normal on the scale of the logarithm, so the limits are positive, and those of the inverse ratio
  /// are their inverses.
  ///
  /// - Parameters:
  ///   - ratio: Positive.
  ///   - standardErrorOfLog: That of the ratio's logarithm; for influence values, those of both sums
  ///     divided by their sums, one minus the other.
  package static func logNormal(
    ratio: Double, standardErrorOfLog: Double, alpha: Double
  ) -> Interval {
    let factor = Double.exp(-Normal.quantile(alpha) * standardErrorOfLog)
    return Interval(low: ratio / factor, high: ratio * factor)
  }
}
