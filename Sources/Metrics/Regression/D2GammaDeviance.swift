import Findings

extension Metric<RegressionOutcomes> {
  /// The share of the mean label's gamma deviance that the predictions save.
  package static var d2GammaDeviance: Metric {
    .d2(
      id: "d2_gamma_deviance", name: "D² gamma deviance", lossName: "mean gamma deviance",
      reference: "sklearn.metrics.d2_tweedie_score(power=2)", domain: .gamma,
      constant: { outcomes, weights in weights.mean(of: outcomes.labels) },
      GammaDeviance.loss)
  }
}
