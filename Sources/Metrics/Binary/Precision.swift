import Findings

extension Metric<BinaryOutcomes> {
  /// The share of the rows called positive that are positive; undefined when none is called positive.
  package static var precision: Metric {
    .share(
      of: .truePositives, in: .calledPositives, id: "precision", name: "precision",
      direction: .higher,
      summary: "The share of the rows called positive that are positive.",
      formula: "TP / (TP + FP)", reference: "sklearn.metrics.precision_score")
  }
}
