import Findings

extension Metric<BinaryOutcomes> {
  /// The share of the rows called positive that are negative.
  package static var falseDiscoveryRate: Metric {
    .share(
      of: .falsePositives, in: .calledPositives, id: "false_discovery_rate",
      name: "false discovery rate", direction: .lower,
      summary: "The share of the rows called positive that are negative.",
      formula: "FP / (TP + FP)", reference: "1 - sklearn.metrics.precision_score")
  }
}
