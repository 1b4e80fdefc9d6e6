internal import Kernels
internal import Statistics

/// What part of a model's importance each feature has: s(j) = max(0, I(j)) / sum of max(0, I(k)).
///
/// A permutation that makes a model better is noise, so negative importances count as 0. The influence
/// of a row on a share is that of a ratio: (psi(j) - s(j) · sum of psi(k)) / total over the features that
/// change a score; the Monte Carlo errors of the features, which are independent, go the same way. A feature
/// whose importance came out below 0 may well have a little: its share is 0, and its upper limit is not.
package struct ImportanceShares: Sendable {
  /// One feature's part.
  package struct Share: Sendable {
    package let name: String
    package let value: Double
    /// Of rows and repeats together; nil where the metric has no influence values.
    package let standardError: Double?
    /// Limits at confidence 1 - 2 · alpha, within 0…1.
    package let low: Double?
    package let high: Double?
  }

  /// In the order of the importances.
  package let shares: [Share]
  package let rowCount: Int
  let total: Double
  let importance: PermutationImportance
  let degrees: Double

  /// Nil where no feature has positive importance: then nothing has a share.
  ///
  /// - Parameter importance: With the influence of the rows kept.
  package init?(_ importance: PermutationImportance, alpha: Double) {
    let values = importance.features.map { max(0, $0.undefined == nil ? $0.importance : 0) }
    total = values.reduce(0, +)
    guard total > 0, total.isFinite else { return nil }
    self.importance = importance
    rowCount = importance.rowCount
    degrees = Double(max(1, importance.limitingRows - 1))
    let student = StudentT(degrees: degrees).upperQuantile(alpha)
    let total = total
    shares = importance.features.indices.map { index in
      let value = values[index] / total
      let gradient = importance.features.indices.map { other in
        importance.features[other].mayMove
          ? ((other == index ? 1 : 0) - value) / total : 0
      }
      let error = importance.standardError(along: gradient)
      return Share(
        name: importance.features[index].group.name, value: value, standardError: error,
        low: error.map { max(0, value - student * $0) },
        high: error.map { min(1, value + student * $0) })
    }
  }

  /// The derivative of a weighted sum of shares by each importance; where one is cut at 0, that from above.
  func gradient(ofSum weights: [Double]) -> [Double] {
    let sum = zip(weights, shares).reduce(0) { $0 + $1.0 * $1.1.value }
    return zip(weights, importance.features).map { weight, feature in
      feature.mayMove ? (weight - sum) / total : 0
    }
  }

  /// The largest share first; equal ones by name.
  package var ranked: [Share] {
    shares.sorted { ($1.value, $0.name) < ($0.value, $1.name) }
  }

  /// The share of that feature; 0 for one that is not among them.
  package func value(of name: String) -> Double {
    shares.first { $0.name == name }?.value ?? 0
  }

  /// The sum of some shares with its limits: `weights` has one number a feature, in order.
  package func sum(
    _ weights: [Double], alpha: Double
  ) -> (value: Double, standardError: Double?, low: Double?, high: Double?) {
    let value = zip(weights, shares).reduce(0) { $0 + $1.0 * $1.1.value }
    let error = importance.standardError(along: gradient(ofSum: weights))
    let student = StudentT(degrees: degrees).upperQuantile(alpha)
    return (
      value, error, error.map { max(0, value - student * $0) },
      error.map { value + student * $0 }
    )
  }
}

extension FeatureImportance {
  /// Whether its importance could have come out otherwise.
  fileprivate var mayMove: Bool { undefined == nil && (changesScores || importance != 0) }
}

extension PermutationImportance {
  /// The influence of each row on a sum of importances times `gradient`; nil where some have none.
  func influence(along gradient: [Double]) -> [Double]? {
    var sum: [Double]?
    for (feature, slope) in zip(features, gradient) where slope != 0 {
      guard !feature.influence.isEmpty else { return nil }
      if sum == nil { sum = [Double](repeating: 0, count: feature.influence.count) }
      for row in feature.influence.indices { sum?[row] += slope * feature.influence[row] }
    }
    return sum ?? []
  }

  /// The Monte Carlo variance of that sum.
  func monteCarloVariance(along gradient: [Double]) -> Double {
    zip(features, gradient).reduce(0) { sum, pair in
      let error = pair.1 * (pair.0.monteCarloError ?? 0)
      return sum + error * error
    }
  }

  /// The standard error of that sum, of rows and repeats together.
  func standardError(along gradient: [Double]) -> Double? {
    guard let influence = influence(along: gradient) else { return nil }
    guard !influence.isEmpty else { return 0 }
    guard
      let sampling = InfluenceError.standardError(influence, sample: sample, strata: strata)
    else { return nil }
    return (sampling * sampling + monteCarloVariance(along: gradient)).squareRoot()
  }
}
