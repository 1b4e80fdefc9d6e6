import Findings

extension Metric<BinaryOutcomes> {
  /// The log loss in units of the base rate's: 1 knows nothing (He et al., ADKDD, 2014).
  package static var normalizedCrossEntropy: Metric {
    Metric(
      id: "normalized_cross_entropy", name: "normalized cross entropy", direction: .lower, unit: "",
      summary: "The log loss in units of the base rate's log loss.",
      formula: "log loss / entropy(r), r the weighted base rate",
      reference: "1 - sklearn.metrics.d2_log_loss_score", range: 0...Double.infinity,
      interval: .ratio
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try ProbabilityLoss.weights(outcomes)
        let base = try BaseRate(outcomes)
        let losses = ProbabilityLoss.logLosses(outcomes)
        return weights.relativeLoss(
          of: losses, to: base.entropy, limitingRows: base.limitingRows, intercept: 0, slope: 1,
          notes: ProbabilityLoss.notes(outcomes, losses: losses, weights: weights),
          referenceInfluence: base.entropyInfluence)
      }
    }
  }
}
