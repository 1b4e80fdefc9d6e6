import Findings
import Glibc

extension Metric<RegressionOutcomes> {
  /// The mean deviance of a Tweedie distribution (Jørgensen, 1987): between Poisson (power 1) and
  /// gamma (power 2), and beyond.
  ///
  /// - Parameter power: 1 or more; at 1 and 2 the limits of the formula.
  package static func tweedieDeviance(power: Double) -> Metric {
    .meanLoss(
      id: "tweedie_deviance", name: "mean Tweedie deviance", direction: .lower, unit: "",
      summary: "The mean deviance from a perfect Tweedie mean of the given power.",
      formula:
        "(2/W) sum w (y^(2-q) / ((1-q)(2-q)) - y p^(1-q) / (1-q) + p^(2-q) / (2-q)), q the power",
      reference: "sklearn.metrics.mean_tweedie_deviance(power=q)", range: 0...Double.infinity,
      // Labels of 0 have a density only below power 2.
      domain: power < 2 ? .poisson : .gamma
    ) { label, prediction in
      if power == 1 { return PoissonDeviance.loss(label, prediction) }
      if power == 2 { return GammaDeviance.loss(label, prediction) }
      let (first, second) = (1 - power, 2 - power)
      return 2
        * (pow(label, second) / (first * second) - label * pow(prediction, first) / first
          + pow(prediction, second) / second)
    }
  }
}
