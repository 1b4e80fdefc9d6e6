import Findings

extension Metric<BinaryOutcomes> {
  /// The share of the positive rows that are found while the false positive rate stays within a limit.
  ///
  /// The lowest threshold whose rate is within the limit counts; rows of equal score go together and
  /// nothing is interpolated. The threshold moves with the sample, so the interval is a bootstrap's.
  ///
  /// - Parameter limit: The false positive rate, in [0, 1).
  package static func recallAtFPR(_ limit: Double) -> Metric {
    Metric(
      id: "recall_at_fpr", name: "recall at a false positive rate", direction: .higher,
      unit: "rate",
      summary: "The share of the positive rows that are found within a false positive rate.",
      formula: "TPR at the lowest threshold with FPR <= a", reference: "sklearn.metrics.roc_curve",
      range: 0...1, interval: .bootstrap,
      sees: .order,
      resampling: .ranked {
        $0.positiveMass > 0 && $0.negativeMass > 0 ? $0.recall(atFalseRate: limit) : nil
      }
    ) { outcomes in
      .of { () throws(Undefined) in
        let groups = try ScoreGroups(outcomes)
        return MetricValue(
          value: groups.masses.recall(atFalseRate: limit), rows: groups.positiveRows,
          limitingRows: min(groups.positiveRows, groups.negativeRows),
          limitingGroups: groups.classes, influence: [])
      }
    }
  }
}

extension GroupMasses {
  /// Both classes must have weight.
  fileprivate func recall(atFalseRate limit: Double) -> Double {
    var recall = 0.0
    // Sums of weights may round just above the limit.
    let allowed = limit * negativeMass * (1 + 1e-12)
    for g in 0..<count where negatives[g] <= allowed { recall = positives[g] / positiveMass }
    return recall
  }
}
