import Findings

extension Metric<BinaryOutcomes> {
  /// Recall minus the false positive rate (Youden, 1950): 0 for a decision that ignores the row.
  package static var youdenJ: Metric {
    .ofCells(
      id: "youden_j", name: "Youden's J", direction: .higher, unit: "",
      summary: "Recall minus the false positive rate.",
      formula: "TPR - FPR",
      reference: "sklearn.metrics.balanced_accuracy_score(adjusted=True)",
      range: -1...1, limits: [.positives, .negatives]
    ) { confusion throws(Undefined) in
      try confusion.share(of: .truePositives, in: .positives)
        - confusion.share(of: .falsePositives, in: .negatives)
    }
  }
}
