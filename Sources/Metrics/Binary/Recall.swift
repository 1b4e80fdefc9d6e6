import Findings

extension Metric<BinaryOutcomes> {
  /// The share of the positive rows that are called positive; also sensitivity, true positive rate.
  package static var recall: Metric {
    .share(
      of: .truePositives, in: .positives, id: "recall", name: "recall", direction: .higher,
      summary: "The share of the positive rows that are called positive.",
      formula: "TP / (TP + FN)", reference: "sklearn.metrics.recall_score")
  }
}
