import Findings

extension Metric<BinaryOutcomes> {
  /// The share of the rows called negative that are negative.
  package static var negativePredictiveValue: Metric {
    .share(
      of: .trueNegatives, in: .calledNegatives, id: "negative_predictive_value",
      name: "negative predictive value", direction: .higher,
      summary: "The share of the rows called negative that are negative.",
      formula: "TN / (TN + FN)", reference: "sklearn.metrics.precision_score(pos_label=0)")
  }
}
