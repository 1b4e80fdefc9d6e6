package import Findings
package import Statistics

extension Metric {
  /// Candidate minus baseline on the same rows, in the metric's own sign, with its interval at
  /// two-sided confidence 1 - 2 · `alpha`, from the paired influence values.
  ///
  /// They give the standard error, and Student's t with one degree of freedom less than
  /// ``MetricValue/limitingRows`` (or the number of clusters) the limits: for a mean loss that is the
  /// paired t test, for ROC AUC DeLong's covariance. A ``PairedMethod/influence`` has fewer degrees of
  /// freedom where a few rows make up the difference.
  ///
  /// - Models that are alike: difference 0, standard error 0, interval [0, 0], p 1.
  /// - No variation though they are not (every row of recall flipped, or no decision differs): in a
  ///   bounded range the limit of an exact sign test on the limiting rows; elsewhere no interval.
  /// - No influence values, or fewer than two independent observations: no interval.
  ///
  /// - Parameters:
  ///   - sample: That of the outcomes that gave both values.
  ///   - areAlike: Whether nothing tells the two models apart: ``RowOutcomes/areAlike(_:)``.
  package func difference(
    candidate: MetricValue, baseline: MetricValue, sample: RowSample, alpha: Double,
    areAlike: Bool
  ) -> Difference {
    let value = candidate.value - baseline.value
    guard !areAlike else { return .identical }
    guard interval != .unavailable, interval != .bootstrap else {
      return Difference(value: value, method: "no standard error for this metric")
    }
    let rows = min(candidate.limitingRows, baseline.limitingRows)
    let paired = PairedDifference(
      value: value, candidate: candidate.spread, baseline: baseline.spread,
      sample: sample, strata: candidate.strata, rows: rows,
      countsHeavyTails: differenceMethod == .influence)
    let units = limitingUnits(rows, sample, count: candidate.influence.count)
    guard rows > 1, let error = paired.standardError else {
      return Difference(value: value, method: "too few rows for \(method(sample))")
    }
    if error <= 1e-12 * scale(candidate, baseline) {
      return withoutVariation(value, rows: min(units, rows), alpha: alpha)
    }
    let limits = paired.interval(alpha: alpha)
    return Difference(
      value: value, low: limits?.low, high: limits?.high, standardError: error, p: paired.p,
      degrees: paired.degrees, method: method(sample))
  }

  /// How ``MetricComparison`` compares two models, for the catalogue.
  package var comparisonMethod: String {
    switch interval {
    case .unavailable: "none"
    case .bootstrap: "Poisson bootstrap keyed by row, percentiles of the difference"
    case _ where hits != nil:
      "McNemar mid-p, Newcombe interval; paired influence function with importance weights or clusters"
    default: differenceMethod.rawValue
    }
  }

  /// ``differenceMethod``, and what the sample adds to it.
  func method(_ sample: RowSample) -> String {
    differenceMethod.rawValue + (sample.identity.clusters == nil ? "" : ", by cluster")
  }

  /// What a standard error is small against.
  func scale(_ candidate: MetricValue, _ baseline: MetricValue) -> Double {
    let width = range.upperBound - range.lowerBound
    return width.isFinite ? width : max(candidate.value.magnitude, baseline.value.magnitude)
  }

  /// All rows agree, so the data cannot say how much they vary: the limit is where all of `rows` rows
  /// agreeing would still happen with probability `alpha`.
  func withoutVariation(_ value: Double, rows: Int, alpha: Double) -> Difference {
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

extension Difference {
  /// The difference of two models that nothing on these rows tells apart.
  package static let identical = Difference(
    value: 0, low: 0, high: 0, standardError: 0, p: 1, method: "the models are alike on these rows")
}
