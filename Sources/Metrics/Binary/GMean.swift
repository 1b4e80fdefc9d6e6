import Findings

extension Metric<BinaryOutcomes> {
  /// The geometric mean of recall and specificity: 0 as soon as one class is never found.
  package static var gMean: Metric {
    .ofCells(
      id: "g_mean", name: "geometric mean", direction: .higher, unit: "",
      summary: "The geometric mean of recall and specificity.",
      formula: "sqrt(TPR TNR)",
      reference: "imblearn.metrics.geometric_mean_score",
      limits: [.positives, .negatives]
    ) { confusion throws(Undefined) in
      let recall = try confusion.share(of: .truePositives, in: .positives)
      let specificity = try confusion.share(of: .trueNegatives, in: .negatives)
      return (recall * specificity).squareRoot
    }
  }
}
