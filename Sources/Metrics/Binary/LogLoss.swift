import Findings

extension Metric<BinaryOutcomes> {
  /// The mean negative log likelihood of the labels.
  ///
  /// A model that is sure and wrong stays visible: clipped probabilities and the worst row are noted.
  package static var logLoss: Metric {
    Metric(
      id: "log_loss", name: "log loss", direction: .lower, unit: "nats",
      summary: "The mean negative log likelihood of the labels.",
      formula: "-(1/W) sum w (y ln p + (1 - y) ln(1 - p)), p clipped to 2^-52 … 1 - 2^-52",
      reference: "sklearn.metrics.log_loss", range: 0...Double.infinity, interval: .ratio,
      differenceMethod: .pairedT
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try ProbabilityLoss.weights(outcomes)
        let losses = ProbabilityLoss.logLosses(outcomes)
        return weights.meanLoss(
          of: losses,
          notes: ProbabilityLoss.notes(outcomes, losses: losses, weights: weights))
      }
    }
  }
}
