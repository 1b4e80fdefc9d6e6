import Findings

extension Metric<BinaryOutcomes> {
  /// The share of rows that are called wrong.
  package static var errorRate: Metric {
    .share(
      of: .wrong, in: .all, id: "error_rate", name: "error rate", direction: .lower,
      summary: "The share of rows that are called wrong.",
      formula: "(FP + FN) / S", reference: "sklearn.metrics.zero_one_loss")
  }
}
