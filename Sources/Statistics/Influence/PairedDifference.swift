/// The difference of one statistic between two models on the same rows.
///
/// The influence of a row on the difference is the difference of its influences; nothing else is
/// needed to use the pairing (van der Vaart, "Asymptotic Statistics", chapter 20). For a mean loss
/// this is the paired t test, for ROC AUC it is DeLong's covariance.
package struct PairedDifference: Sendable, Equatable {
  /// Second minus first.
  package let value: Double
  /// Nil with fewer than two rows.
  package let standardError: Double?
  /// Student's degrees of freedom.
  package let degrees: Double
  /// Whether every row has the same influence on both statistics and the values are equal.
  package let isIdentical: Bool

  /// - Parameters:
  ///   - value: Candidate minus baseline.
  ///   - candidate: Influence values, one a row.
  ///   - baseline: Influence values of the same rows.
  ///   - sample: The rows' weights and clusters.
  ///   - strata: See ``InfluenceError/standardError(_:sample:strata:)``.
  ///   - rows: The observations that the smaller denominator rests on: one more than the degrees of
  ///     freedom, as far as there are as many clusters.
  ///   - countsHeavyTails: Whether the degrees of freedom are those of ``InfluenceShape`` where they are
  ///     fewer.
  package init(
    value: Double, candidate: [Double], baseline: [Double], sample: RowSample,
    strata: [UInt8]? = nil, rows: Int, countsHeavyTails: Bool = false
  ) {
    precondition(candidate.count == baseline.count, "influence values of different tables")
    self.value = value
    isIdentical = value == 0 && candidate == baseline
    let units =
      sample.identity.clusters == nil ? rows : min(rows, sample.units(count: candidate.count))
    let differences = candidate.indices.map { candidate[$0] - baseline[$0] }
    let ofRows = Double(max(1, units - 1))
    degrees =
      countsHeavyTails
      ? min(ofRows, InfluenceShape(differences, sample: sample).degrees) : ofRows
    standardError = InfluenceError.standardError(differences, sample: sample, strata: strata)
  }

  /// The same for independent rows under importance weights; nil means all 1.
  package init(
    value: Double, candidate: [Double], baseline: [Double], weights: [Double]?, rows: Int
  ) {
    self.init(
      value: value, candidate: candidate, baseline: baseline, sample: RowSample(weights: weights),
      rows: rows)
  }

  /// The limits at confidence 1 - 2 · alpha; nil without a standard error.
  package func interval(alpha: Double) -> Interval? {
    if isIdentical { return Interval(low: 0, high: 0) }
    guard let standardError else { return nil }
    let half = StudentT(degrees: degrees).upperQuantile(alpha) * standardError
    return Interval(low: value - half, high: value + half)
  }

  /// The two-sided p-value of "no difference"; nil without a standard error.
  package var p: Double? {
    if isIdentical { return 1 }
    guard let standardError else { return nil }
    if standardError == 0 { return value == 0 ? 1 : 0 }
    return StudentT(degrees: degrees).twoSided(value / standardError)
  }
}
