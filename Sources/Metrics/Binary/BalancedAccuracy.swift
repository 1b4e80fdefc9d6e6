import Findings

extension Metric<BinaryOutcomes> {
  /// The mean of recall and specificity; undefined when a class has no rows.
  package static var balancedAccuracy: Metric {
    .ofCells(
      id: "balanced_accuracy", name: "balanced accuracy", direction: .higher,
      summary: "The mean of recall and specificity.",
      formula: "(TPR + TNR) / 2",
      reference: "sklearn.metrics.balanced_accuracy_score",
      limits: [.positives, .negatives]
    ) { confusion throws(Undefined) in
      let recall = try confusion.share(of: .truePositives, in: .positives)
      let specificity = try confusion.share(of: .trueNegatives, in: .negatives)
      return 0.5 * (recall + specificity)
    }
  }
}
