import Findings

extension Metric<RegressionOutcomes> {
  /// The root of the mean squared distance of prediction and label.
  package static var rootMeanSquaredError: Metric {
    .rootMeanLoss(
      id: "rmse", name: "root mean squared error", unit: "label",
      summary: "The root of the mean squared distance of prediction and label.",
      formula: "sqrt((1/W) sum w (y - p)^2)", reference: "sklearn.metrics.root_mean_squared_error"
    ) { label, prediction in (label - prediction) * (label - prediction) }
  }
}
