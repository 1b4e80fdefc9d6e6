import Findings

extension Metric<RegressionOutcomes> {
  /// The bias: positive when the model predicts too much on average.
  package static var meanError: Metric {
    .meanLoss(
      id: "mean_error", name: "mean error", direction: .none, unit: "label",
      summary: "Prediction minus label, on average: the bias.",
      formula: "(1/W) sum w (p - y)",
      reference: "numpy.average(y_pred - y_true)", range: -Double.infinity...Double.infinity
    ) { label, prediction in
      prediction - label
    }
  }
}
