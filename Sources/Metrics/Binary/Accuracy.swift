import Findings

extension Metric<BinaryOutcomes> {
  /// The share of rows that are called right.
  package static var accuracy: Metric {
    .share(
      of: .correct, in: .all, id: "accuracy", name: "accuracy", direction: .higher,
      summary: "The share of rows that are called right.",
      formula: "(TP + TN) / S", reference: "sklearn.metrics.accuracy_score")
  }
}
