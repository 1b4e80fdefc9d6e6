package import Findings
import Statistics

extension Metric {
  /// Candidate minus baseline on the same rows, in the metric's own sign, with its interval at
  /// two-sided confidence 1 - 2 · `alpha`.
  ///
  /// The paired influence values give the standard error, Student's t with one degree of freedom less
  /// than ``MetricValue/limitingRows`` the limits: for a mean loss that is the paired t test, for ROC AUC
  /// DeLong's covariance.
  ///
  /// - Identical influence values and values: difference 0, standard error 0, interval [0, 0], p 1.
  /// - No variation but a difference (every row of recall flipped): in a bounded range the limit of an
  ///   exact sign test on ``MetricValue/limitingRows`` rows; elsewhere no interval.
  /// - No influence values, or fewer than two rows: no interval.
  ///
  /// - Parameter weights: Those of the outcomes that gave both values.
  package func difference(
    candidate: MetricValue, baseline: MetricValue, weights: [Double]?, alpha: Double
  ) -> Difference {
    let value = candidate.value - baseline.value
    let rows = min(candidate.limitingRows, baseline.limitingRows)
    guard interval != .unavailable else {
      return Difference(value: value, method: "no standard error for this metric")
    }
    let paired = PairedDifference(
      value: value, candidate: candidate.influence, baseline: baseline.influence,
      weights: weights, rows: rows)
    guard paired.isIdentical || rows > 1, let error = paired.standardError else {
      return Difference(value: value, method: "too few rows for \(differenceMethod)")
    }
    if !paired.isIdentical, error <= 1e-12 * scale(candidate, baseline) {
      return withoutVariation(value, rows: rows, alpha: alpha)
    }
    let limits = paired.interval(alpha: alpha)
    return Difference(
      value: value, low: limits?.low, high: limits?.high, standardError: error, p: paired.p,
      method: differenceMethod)
  }

  /// What a standard error is small against.
  private func scale(_ candidate: MetricValue, _ baseline: MetricValue) -> Double {
    let width = range.upperBound - range.lowerBound
    return width.isFinite ? width : max(candidate.value.magnitude, baseline.value.magnitude)
  }

  /// All rows agree, so the data cannot say how much they vary: the limit is where all of `rows` rows
  /// agreeing would still happen with probability `alpha`.
  private func withoutVariation(_ value: Double, rows: Int, alpha: Double) -> Difference {
    let width = range.upperBound - range.lowerBound
    guard width.isFinite else {
      return Difference(value: value, method: "no interval: every row has the same difference")
    }
    let unseen = ProportionInterval.boundary(value: 0, count: rows, alpha: alpha).high
    // A row that disagrees moves the difference from one end to the other.
    let half = 2 * width * unseen
    return Difference(
      value: value, low: max(-width, value - half), high: min(width, value + half),
      standardError: 0,
      p: value == 0 ? 1 : McNemar(onlyFirst: rows, onlySecond: 0).exact,
      method: "exact binomial limit: every row has the same difference")
  }
}
