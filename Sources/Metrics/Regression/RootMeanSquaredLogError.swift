import Findings
import Glibc

extension Metric<RegressionOutcomes> {
  /// The root of the mean squared log error.
  package static var rootMeanSquaredLogError: Metric {
    .rootMeanLoss(
      id: "rmsle", name: "root mean squared log error", unit: "",
      summary: "The root of the mean squared distance on the scale ln(1 + y).",
      formula: "sqrt((1/W) sum w (ln(1 + y) - ln(1 + p))^2)",
      reference: "sklearn.metrics.root_mean_squared_log_error", domain: .aboveMinusOne
    ) { label, prediction in
      let error = log1p(label) - log1p(prediction)
      return error * error
    }
  }
}

extension RegressionDomain {
  /// Where ln(1 + y) exists.
  static let aboveMinusOne = RegressionDomain(violation: "a label or prediction of -1 or less") {
    $0 > -1 && $1 > -1
  }
}
