import Findings
import Glibc

extension Metric<MulticlassOutcomes> {
  /// The mean negative log probability of the true class.
  ///
  /// Rows are scaled to sum to 1, and must do so to 1e-6; clipped probabilities and the worst row are
  /// noted.
  package static var logLoss: Metric {
    Metric(
      id: "log_loss", name: "log loss", direction: .lower, unit: "nats",
      summary: "The mean negative log probability of the true class.",
      formula: "-(1/W) sum w ln p_y, p clipped to 2^-52 … 1 - 2^-52",
      reference: "sklearn.metrics.log_loss", range: 0...Double.infinity, interval: .ratio,
      differenceMethod: .pairedT
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try outcomes.probabilityWeights()
        let sums = try outcomes.probabilitySums(weights)
        let clip = ProbabilityLoss.clip
        var clipped = 0
        let losses = outcomes.labels.indices.map { row in
          let p = outcomes.probabilities[Int(outcomes.labels[row])][row] / sums[row]
          if weights[row] > 0, p < clip { clipped += 1 }
          return -log(min(max(p, clip), 1 - clip))
        }
        return weights.meanLoss(
          of: losses,
          notes: ProbabilityLoss.notes(clipped: clipped, losses: losses, weights: weights))
      }
    }
  }
}
