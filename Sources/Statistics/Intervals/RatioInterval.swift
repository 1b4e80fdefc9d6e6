/// Intervals of a ratio of two positive sums.
package enum RatioInterval {
  /// Normal on the scale of the logarithm, so the limits are positive, and those of the inverse ratio
  /// are their inverses.
  ///
  /// - Parameters:
  ///   - ratio: Positive.
  ///   - standardErrorOfLog: That of the ratio's logarithm: the ratio's own, divided by the ratio.
  ///   - degrees: Of Student's distribution, for a standard error from few rows; nil means normal.
  package static func logNormal(
    ratio: Double, standardErrorOfLog: Double, alpha: Double, degrees: Double? = nil
  ) -> Interval {
    IntervalScale.log.limits(
      around: ratio, standardError: ratio * standardErrorOfLog,
      reach: Reach(alpha: alpha, degrees: degrees))
  }
}
