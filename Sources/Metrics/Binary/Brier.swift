import Findings

extension Metric<BinaryOutcomes> {
  /// The mean squared distance of probability and label (Brier, 1950), in the binary form: 0…1.
  package static var brier: Metric {
    Metric(
      id: "brier", name: "Brier score", direction: .lower, unit: "",
      summary: "The mean squared distance of probability and label.",
      formula: "(1/W) sum w (p - y)^2", reference: "sklearn.metrics.brier_score_loss",
      range: 0...1, interval: .ratio, differenceMethod: .pairedT
    ) { outcomes in
      .of { () throws(Undefined) in
        try ProbabilityLoss.weights(outcomes).meanLoss(of: ProbabilityLoss.squares(outcomes))
      }
    }
  }
}
