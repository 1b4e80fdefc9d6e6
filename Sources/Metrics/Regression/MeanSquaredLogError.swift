import Findings
import Glibc

extension Metric<RegressionOutcomes> {
  /// The mean squared distance of ln(1 + label) and ln(1 + prediction).
  package static var meanSquaredLogError: Metric {
    .meanLoss(
      id: "msle", name: "mean squared log error", direction: .lower, unit: "",
      summary: "The mean squared distance on the scale ln(1 + y).",
      formula: "(1/W) sum w (ln(1 + y) - ln(1 + p))^2",
      reference: "sklearn.metrics.mean_squared_log_error", range: 0...Double.infinity,
      domain: .aboveMinusOne
    ) { label, prediction in
      let error = log1p(label) - log1p(prediction)
      return error * error
    }
  }
}
