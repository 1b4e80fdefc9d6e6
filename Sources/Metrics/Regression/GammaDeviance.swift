import Findings
import Glibc

extension Metric<RegressionOutcomes> {
  /// Twice the log likelihood that a perfect gamma mean would gain, a row; does not change with the unit.
  package static var gammaDeviance: Metric {
    .meanLoss(
      id: "gamma_deviance", name: "mean gamma deviance", direction: .lower, unit: "",
      summary: "Twice the mean log likelihood lost against a perfect gamma mean.",
      formula: "(2/W) sum w (ln(p / y) + y / p - 1)",
      reference: "sklearn.metrics.mean_gamma_deviance", range: 0...Double.infinity,
      domain: .gamma, GammaDeviance.loss)
  }
}

/// The deviance of one row from a gamma mean.
enum GammaDeviance {
  static func loss(_ label: Double, _ prediction: Double) -> Double {
    2 * (log(prediction / label) + label / prediction - 1)
  }
}

extension RegressionDomain {
  static let gamma = RegressionDomain(violation: "a label or prediction of 0 or less") {
    $0 > 0 && $1 > 0
  }
}
