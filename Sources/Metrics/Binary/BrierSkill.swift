import Findings

extension Metric<BinaryOutcomes> {
  /// The share of the base rate's Brier score that the model saves; negative when it is worse.
  package static var brierSkill: Metric {
    Metric(
      id: "brier_skill", name: "Brier skill score", direction: .higher, unit: "",
      summary: "The share of the base rate's Brier score that the model saves.",
      formula: "1 - Brier / (r (1 - r)), r the weighted base rate",
      reference: "sklearn.metrics.d2_brier_score", range: -Double.infinity...1, interval: .explained
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try ProbabilityLoss.weights(outcomes)
        let base = try BaseRate(outcomes)
        return weights.relativeLoss(
          of: ProbabilityLoss.squares(outcomes), to: base.variance, limitingRows: base.limitingRows,
          intercept: 1, slope: -1,
          referenceInfluence: base.varianceInfluence)
      }
    }
  }
}
