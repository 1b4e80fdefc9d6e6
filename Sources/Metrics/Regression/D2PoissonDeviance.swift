import Findings

extension Metric<RegressionOutcomes> {
  /// The share of the mean label's Poisson deviance that the predictions save.
  package static var d2PoissonDeviance: Metric {
    .d2(
      id: "d2_poisson_deviance", name: "D² Poisson deviance", lossName: "mean Poisson deviance",
      reference: "sklearn.metrics.d2_tweedie_score(power=1)", domain: .poisson,
      constant: { outcomes, weights in weights.mean(of: outcomes.labels) },
      PoissonDeviance.loss)
  }
}
