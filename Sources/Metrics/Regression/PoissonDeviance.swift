import Findings
import Glibc

extension Metric<RegressionOutcomes> {
  /// Twice the log likelihood that a perfect Poisson mean would gain, a row.
  package static var poissonDeviance: Metric {
    .meanLoss(
      id: "poisson_deviance", name: "mean Poisson deviance", direction: .lower, unit: "",
      summary: "Twice the mean log likelihood lost against a perfect Poisson mean.",
      formula: "(2/W) sum w (y ln(y / p) - y + p), 0 ln 0 = 0",
      reference: "sklearn.metrics.mean_poisson_deviance", range: 0...Double.infinity,
      domain: .poisson, PoissonDeviance.loss)
  }
}

/// The deviance of one row from a Poisson mean.
enum PoissonDeviance {
  static func loss(_ label: Double, _ prediction: Double) -> Double {
    let gain = label > 0 ? label * log(label / prediction) : 0
    return 2 * (gain - label + prediction)
  }
}

extension RegressionDomain {
  static let poisson = RegressionDomain(
    violation: "a label below 0 or a prediction of 0 or less"
  ) { $0 >= 0 && $1 > 0 }
}
