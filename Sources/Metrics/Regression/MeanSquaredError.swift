import Findings

extension Metric<RegressionOutcomes> {
  /// The mean squared distance of prediction and label, in the label's unit squared.
  package static var meanSquaredError: Metric {
    .meanLoss(
      id: "mse", name: "mean squared error", direction: .lower, unit: "",
      summary: "The mean squared distance of prediction and label.",
      formula: "(1/W) sum w (y - p)^2",
      reference: "sklearn.metrics.mean_squared_error", range: 0...Double.infinity
    ) { label, prediction in
      (label - prediction) * (label - prediction)
    }
  }
}
