import Findings

extension Metric<BinaryOutcomes> {
  /// How many times likelier a positive row is called negative than a negative one; undefined without
  /// a true negative, where it would be infinite.
  package static var negativeLikelihoodRatio: Metric {
    .ofCells(
      id: "negative_likelihood_ratio", name: "negative likelihood ratio", direction: .lower,
      unit: "",
      summary: "The false negative rate divided by specificity.",
      formula: "FNR / TNR",
      reference: "sklearn.metrics.class_likelihood_ratios",
      range: 0...Double.infinity, interval: .ratio, limits: [.positives, .negatives]
    ) { confusion throws(Undefined) in
      let missed = try confusion.share(of: .falseNegatives, in: .positives)
      let specificity = try confusion.share(of: .trueNegatives, in: .negatives)
      guard confusion.rows(.trueNegatives) > 0 else {
        throw Undefined("no negative row is called negative")
      }
      return missed / specificity
    }
  }
}
