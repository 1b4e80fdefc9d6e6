import Findings

extension Metric<BinaryOutcomes> {
  /// The share of the negative rows that are called positive.
  package static var falsePositiveRate: Metric {
    .share(
      of: .falsePositives, in: .negatives, id: "false_positive_rate", name: "false positive rate",
      direction: .lower,
      summary: "The share of the negative rows that are called positive.",
      formula: "FP / (FP + TN)", reference: "fairlearn.metrics.false_positive_rate")
  }
}
