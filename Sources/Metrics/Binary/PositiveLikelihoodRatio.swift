import Findings

extension Metric<BinaryOutcomes> {
  /// How many times likelier a positive row is called positive than a negative one; undefined without
  /// a false positive, where it would be infinite.
  package static var positiveLikelihoodRatio: Metric {
    .ofCells(
      id: "positive_likelihood_ratio", name: "positive likelihood ratio", direction: .higher,
      unit: "",
      summary: "Recall divided by the false positive rate.",
      formula: "TPR / FPR",
      reference: "sklearn.metrics.class_likelihood_ratios",
      range: 0...Double.infinity, interval: .ratio, limits: [.positives, .negatives]
    ) { confusion throws(Undefined) in
      let recall = try confusion.share(of: .truePositives, in: .positives)
      let alarms = try confusion.share(of: .falsePositives, in: .negatives)
      guard confusion.rows(.falsePositives) > 0 else {
        throw Undefined("no negative row is called positive")
      }
      return recall / alarms
    }
  }
}
