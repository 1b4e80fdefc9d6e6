import Findings

extension Metric<RegressionOutcomes> {
  /// The mean distance of prediction and label.
  package static var meanAbsoluteError: Metric {
    .meanLoss(
      id: "mae", name: "mean absolute error", direction: .lower, unit: "label",
      summary: "The mean distance of prediction and label.",
      formula: "(1/W) sum w abs(y - p)",
      reference: "sklearn.metrics.mean_absolute_error", range: 0...Double.infinity
    ) { label, prediction in
      (label - prediction).magnitude
    }
  }
}
