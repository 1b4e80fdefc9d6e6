import Findings

extension Metric<MulticlassOutcomes> {
  /// The mean squared distance of probabilities and label over all classes, in Brier's original
  /// form: 0…2, not halved.
  package static var brier: Metric {
    Metric(
      id: "brier", name: "Brier score", direction: .lower, unit: "",
      summary: "The mean squared distance of probabilities and label over all classes.",
      formula: "(1/W) sum w sum_k (p_k - 1{k = y})^2",
      reference: "sklearn.metrics.brier_score_loss", range: 0...2, interval: .ratio,
      differenceMethod: .pairedT
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try outcomes.probabilityWeights()
        _ = try outcomes.probabilitySums(weights)
        var losses = [Double](repeating: 0, count: outcomes.count)
        for (k, column) in outcomes.probabilities.enumerated() {
          for row in losses.indices {
            let error = column[row] - (Int(outcomes.labels[row]) == k ? 1 : 0)
            losses[row] += error * error
          }
        }
        return weights.meanLoss(of: losses)
      }
    }
  }
}
