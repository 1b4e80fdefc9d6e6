import RealModule

/// Intervals of a share of rows.
package enum ProportionInterval {
  /// Wilson's score interval ("Probable inference", 1927), also for shares of 0 and 1.
  ///
  /// - Parameters:
  ///   - share: The observed share, 0…1.
  ///   - count: Rows, or the effective number of rows for weighted ones; positive.
  package static func wilson(share: Double, count: Double, alpha: Double) -> Interval {
    let z = -Normal.quantile(alpha)
    let square = z * z / count
    let center = (share + square / 2) / (1 + square)
    let half =
      z / (1 + square) * (share * (1 - share) / count + square / (4 * count)).squareRoot()
    // At 0 and 1 the limit on the boundary is exact; rounding must not move it inside.
    return Interval(
      low: share == 0 ? 0 : max(0, center - half), high: share == 1 ? 1 : min(1, center + half))
  }

  /// The exact interval of Clopper and Pearson (1934): never covers less than it says.
  package static func clopperPearson(successes: Int, count: Int, alpha: Double) -> Interval {
    let (k, n) = (Double(successes), Double(count))
    return Interval(
      low: successes == 0 ? 0 : Beta.quantile(alpha, k, n - k + 1),
      high: successes == count ? 1 : Beta.quantile(1 - alpha, k + 1, n - k))
  }

  /// Normal on the scale of the log odds, so both limits stay inside 0…1.
  ///
  /// - Parameters:
  ///   - value: Strictly between 0 and 1; at the ends use ``boundary(value:count:alpha:)``.
  ///   - degrees: Of Student's distribution, for a standard error from few rows; nil means normal.
  package static func logit(
    value: Double, standardError: Double, alpha: Double, degrees: Double? = nil
  ) -> Interval {
    IntervalScale.logit(0...1).limits(
      around: value, standardError: standardError, reach: Reach(alpha: alpha, degrees: degrees))
  }

  /// The interval of a value that lies on 0 or 1, where every standard error is 0: the exact
  /// binomial limit alpha^(1/count) as if `count` rows had all agreed.
  ///
  /// A conservative convention, not a theorem, for values that are no shares (AUC, F1).
  package static func boundary(value: Double, count: Int, alpha: Double) -> Interval {
    let limit = Double.pow(alpha, 1 / Double(max(1, count)))
    return value >= 0.5 ? Interval(low: limit, high: 1) : Interval(low: 0, high: 1 - limit)
  }
}
