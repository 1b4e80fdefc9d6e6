import Findings

extension Metric<BinaryOutcomes> {
  /// The share of the rows called negative that are positive.
  package static var falseOmissionRate: Metric {
    .share(
      of: .falseNegatives, in: .calledNegatives, id: "false_omission_rate",
      name: "false omission rate", direction: .lower,
      summary: "The share of the rows called negative that are positive.",
      formula: "FN / (TN + FN)", reference: "1 - sklearn.metrics.precision_score(pos_label=0)")
  }
}
