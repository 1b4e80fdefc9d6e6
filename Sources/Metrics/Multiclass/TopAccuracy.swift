import Findings

extension Metric<MulticlassOutcomes> {
  /// The share of rows whose true class is among the `k` likeliest.
  ///
  /// Where classes tie at the border, a row counts as the share of the tied classes that fit: the
  /// expected value over a random order of ties. Undefined unless there are more than `k` classes,
  /// because it would always be 1.
  package static func topAccuracy(_ k: Int) -> Metric {
    Metric(
      id: "top_\(k)_accuracy", name: "top-\(k) accuracy", direction: .higher, unit: "rate",
      summary: "The share of rows whose true class is among the \(k) likeliest.",
      formula: "(1/W) sum w min(1, max(0, (\(k) - above) / tied)) over classes by p",
      reference: "sklearn.metrics.top_k_accuracy_score(k=\(k))", range: 0...1,
      interval: .proportion
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try RowWeights(outcomes)
        guard !outcomes.probabilities.isEmpty else { throw .decisionsOnly }
        guard outcomes.classes.count > k else {
          throw Undefined("there are only \(outcomes.classes.count) classes")
        }
        return weights.meanLoss(
          of: outcomes.labels.indices.map { row in
            let own = outcomes.probabilities[Int(outcomes.labels[row])][row]
            var (above, tied) = (0, 0)
            for column in outcomes.probabilities {
              if column[row] > own { above += 1 }
              if column[row] == own { tied += 1 }
            }
            return min(1, max(0, Double(k - above) / Double(max(1, tied))))
          })
      }
    }
  }
}
