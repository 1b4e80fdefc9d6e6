import Findings

extension Metric<BinaryOutcomes> {
  /// The share of the positive rows that are called negative.
  package static var falseNegativeRate: Metric {
    .share(
      of: .falseNegatives, in: .positives, id: "false_negative_rate", name: "false negative rate",
      direction: .lower,
      summary: "The share of the positive rows that are called negative.",
      formula: "FN / (FN + TP)", reference: "fairlearn.metrics.false_negative_rate")
  }
}
