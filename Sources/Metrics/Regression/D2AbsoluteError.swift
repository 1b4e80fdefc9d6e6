import Findings

extension Metric<RegressionOutcomes> {
  /// The share of the median label's mean absolute error that the predictions save.
  package static var d2AbsoluteError: Metric {
    .d2(
      id: "d2_absolute_error", name: "D² absolute error", lossName: "mean absolute error",
      reference: "sklearn.metrics.d2_absolute_error_score",
      constant: { outcomes, weights in weights.median(of: outcomes.labels) }
    ) { ($0 - $1).magnitude }
  }
}
