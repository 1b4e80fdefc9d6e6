package import Statistics

/// How far two models' importances lie apart on the same rows.
package struct ImportanceShift: Sendable {
  /// One feature that either model has.
  package struct Feature: Sendable {
    package let name: String
    package let candidate: Double
    package let baseline: Double
  }

  /// Total variation of the shares: half of the sum of absolute differences, 0…1.
  package let distance: Double
  /// From the paired influence of the rows on both models' shares, and both models' repeats; nil where
  /// the metric has no influence values.
  package let standardError: Double?
  package let low: Double?
  package let high: Double?
  /// Shares by feature, in order of name.
  package let features: [Feature]

  /// Shares of the same rows. A feature that one model lacks has the share 0 there.
  ///
  /// The limits treat the signs of the differences as known, which near 0 makes them too narrow on
  /// the left: they are cut at 0, and the distance itself is biased upwards by noise.
  package init(candidate: ImportanceShares, baseline: ImportanceShares, alpha: Double) {
    let names = Set((candidate.shares + baseline.shares).map(\.name)).sorted()
    features = names.map {
      Feature(name: $0, candidate: candidate.value(of: $0), baseline: baseline.value(of: $0))
    }
    distance =
      features.reduce(0) { $0 + ($1.candidate - $1.baseline).magnitude } / 2
    func signs(_ shares: ImportanceShares, _ factor: Double) -> [Double] {
      shares.shares.map { share in
        let gap = candidate.value(of: share.name) - baseline.value(of: share.name)
        return gap == 0 ? 0 : (gap > 0 ? factor : -factor) / 2
      }
    }
    let first = candidate.gradient(ofSum: signs(candidate, 1))
    let second = baseline.gradient(ofSum: signs(baseline, -1))
    let error = ImportanceShift.error(candidate.importance, first, baseline.importance, second)
    standardError = error
    let degrees = min(candidate.degrees, baseline.degrees)
    let half = error.map { StudentT(degrees: degrees).upperQuantile(alpha) * $0 }
    let distance = distance
    low = half.map { max(0, distance - $0) }
    high = half.map { min(1, distance + $0) }
  }

  private static func error(
    _ candidate: PermutationImportance, _ first: [Double], _ baseline: PermutationImportance,
    _ second: [Double]
  ) -> Double? {
    guard var influence = candidate.influence(along: first),
      let other = baseline.influence(along: second)
    else { return nil }
    if influence.isEmpty {
      influence = other
    } else if !other.isEmpty {
      guard other.count == influence.count else { return nil }
      for row in influence.indices { influence[row] += other[row] }
    }
    guard !influence.isEmpty else { return 0 }
    guard
      let sampling = InfluenceError.standardError(
        influence, sample: candidate.sample, strata: candidate.strata)
    else { return nil }
    let repeats =
      candidate.monteCarloVariance(along: first) + baseline.monteCarloVariance(along: second)
    return (sampling * sampling + repeats).squareRoot()
  }

  /// The difference of one feature's shares, candidate less baseline, paired by row.
  package static func difference(
    of name: String, candidate: ImportanceShares, baseline: ImportanceShares, alpha: Double
  ) -> (
    value: Double, standardError: Double?, low: Double?, high: Double?, p: Double?, degrees: Double?
  ) {
    func weights(_ shares: ImportanceShares, _ sign: Double) -> [Double] {
      shares.shares.map { $0.name == name ? sign : 0 }
    }
    let value = candidate.value(of: name) - baseline.value(of: name)
    let error = error(
      candidate.importance, candidate.gradient(ofSum: weights(candidate, 1)),
      baseline.importance, baseline.gradient(ofSum: weights(baseline, -1)))
    guard let error else { return (value, nil, nil, nil, nil, nil) }
    guard error > 0 else { return (value, 0, value, value, value == 0 ? 1 : 0, nil) }
    let degrees = min(candidate.degrees, baseline.degrees)
    let student = StudentT(degrees: degrees)
    let half = student.upperQuantile(alpha) * error
    return (value, error, value - half, value + half, student.twoSided(value / error), degrees)
  }

  /// How alike the two models order the features by share; nil with fewer than two features or where
  /// one model's shares are all equal.
  package func correlation(_ method: RankCorrelation) -> Double? {
    method.coefficient(features.map(\.candidate), features.map(\.baseline))
  }

  /// The features among the `k` largest shares of each model. A tie at the border is taken whole, and a
  /// share of 0 is never among them.
  package func top(_ k: Int) -> (candidate: [String], baseline: [String]) {
    func names(_ shares: [Double]) -> [String] {
      ImportanceShift.top(k, of: shares).map { features[$0].name }
    }
    return (names(features.map(\.candidate)), names(features.map(\.baseline)))
  }

  private static func top(_ k: Int, of shares: [Double]) -> [Int] {
    let ranked = shares.filter { $0 > 0 }.sorted(by: >)
    guard let border = ranked.prefix(k).last else { return [] }
    return shares.indices.filter { shares[$0] >= border && shares[$0] > 0 }
  }

  /// Jaccard's index of both models' ``top(_:)``: common features by all; nil where both are empty.
  package func overlap(_ k: Int) -> Double? {
    ImportanceShift.overlap(k, of: features.map(\.candidate), features.map(\.baseline))
  }

  /// The same of two lists of shares of the same features.
  package static func overlap(_ k: Int, of one: [Double], _ other: [Double]) -> Double? {
    let (first, second) = (Set(top(k, of: one)), Set(top(k, of: other)))
    let all = first.union(second).count
    return all == 0 ? nil : Double(first.intersection(second).count) / Double(all)
  }
}
