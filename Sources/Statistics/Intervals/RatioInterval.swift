import RealModule

/// Intervals of a ratio of two positive sums.
package enum RatioInterval {
  /// Student's t on the scale of the logarithm, so the limits are positive, and those of the inverse
  /// ratio are their inverses.
  ///
  /// - Parameters:
  ///   - ratio: Positive.
  ///   - standardErrorOfLog: That of the ratio's logarithm: the ratio's own, divided by the ratio.
  ///   - degrees: Of Student's distribution.
  package static func logarithmic(
    ratio: Double, standardErrorOfLog: Double, alpha: Double, degrees: Double
  ) -> Interval {
    let factor = Double.exp(StudentT(degrees: degrees).upperQuantile(alpha) * standardErrorOfLog)
    return Interval(low: ratio / factor, high: ratio * factor)
  }
}
