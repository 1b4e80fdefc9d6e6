internal import Explanations
internal import Findings
internal import Statistics

/// Every feature's part of all absolute SHAP values, with the influence of each row on it.
struct AttributionShares: Sendable {
  let method: Attributions.Method
  let features: [String]
  let rowCount: Int
  let backgroundRows: Int
  /// By feature and row, summed over outputs.
  private let magnitudes: [[Double]]
  private let totals: [Double]
  private let means: [Double]
  private let mean: Double

  init(_ values: Attributions, weights: [Double]?, backgroundRows: Int) {
    method = values.method
    features = values.features
    rowCount = values.rowCount
    self.backgroundRows = backgroundRows
    magnitudes = values.features.indices.map { feature in
      (0..<values.rowCount).map { row in
        values.values.reduce(0) { $0 + $1[feature][row].magnitude }
      }
    }
    let magnitudes = magnitudes
    totals = (0..<values.rowCount).map { row in magnitudes.reduce(0) { $0 + $1[row] } }
    means = values.meanAbsoluteValues(weights: weights)
    mean = means.reduce(0, +)
  }

  /// Whether any feature moves the score.
  var isDefined: Bool { mean > 0 }

  /// The share of a feature; nil for one that the model has not.
  func share(of feature: String) -> (value: Double, influence: [Double])? {
    guard let index = features.firstIndex(of: feature) else { return nil }
    guard mean > 0 else { return (0, Array(repeating: 0, count: rowCount)) }
    let value = means[index] / mean
    return (value, zip(magnitudes[index], totals).map { ($0 - value * $1) / mean })
  }

  /// This model's share less the other's, paired by row.
  func difference(
    to other: AttributionShares, feature: String, _ sample: RowSample, alpha: Double
  ) -> Difference? {
    guard let own = share(of: feature), let base = other.share(of: feature), isDefined,
      other.isDefined, own.influence.count == base.influence.count
    else { return nil }
    let paired = PairedDifference(
      value: own.value - base.value, candidate: own.influence, baseline: base.influence,
      sample: sample, rows: rowCount, countsHeavyTails: true)
    let limits = paired.interval(alpha: alpha)
    return Difference(
      value: paired.value, low: limits?.low, high: limits?.high,
      standardError: paired.standardError, p: paired.p, degrees: paired.degrees,
      method: "paired influence function")
  }
}
