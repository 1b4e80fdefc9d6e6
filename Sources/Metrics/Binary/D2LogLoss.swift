import Findings

extension Metric<BinaryOutcomes> {
  /// The share of the base rate's log loss that the model saves; negative when it is worse.
  package static var d2LogLoss: Metric {
    Metric(
      id: "d2_log_loss", name: "D² log loss", direction: .higher, unit: "",
      summary: "The share of the base rate's log loss that the model saves.",
      formula: "1 - log loss / entropy(r), r the weighted base rate",
      reference: "sklearn.metrics.d2_log_loss_score", range: -Double.infinity...1,
      interval: .explained
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try ProbabilityLoss.weights(outcomes)
        let base = try BaseRate(outcomes)
        let losses = ProbabilityLoss.logLosses(outcomes)
        return weights.relativeLoss(
          of: losses, to: base.entropy, limitingRows: base.limitingRows, intercept: 1, slope: -1,
          notes: ProbabilityLoss.notes(outcomes, losses: losses, weights: weights),
          referenceInfluence: base.entropyInfluence)
      }
    }
  }
}
