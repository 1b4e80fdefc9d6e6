import Findings

extension Metric<BinaryOutcomes> {
  /// The share of the negative rows that are called negative; also true negative rate.
  package static var specificity: Metric {
    .share(
      of: .trueNegatives, in: .negatives, id: "specificity", name: "specificity",
      direction: .higher,
      summary: "The share of the negative rows that are called negative.",
      formula: "TN / (TN + FP)", reference: "sklearn.metrics.recall_score(pos_label=0)")
  }
}
