import Findings

extension Metric<BinaryOutcomes> {
  /// The correlation of labels and decisions (Matthews, 1975); undefined when either has one class only.
  package static var matthewsCorrelation: Metric {
    .ofCells(
      id: "mcc", name: "Matthews correlation", direction: .higher, unit: "",
      summary: "The correlation of labels and decisions.",
      formula: "(TP TN - FP FN) / sqrt(P N PP PN)",
      reference: "sklearn.metrics.matthews_corrcoef",
      range: -1...1, limits: [.positives, .negatives, .calledPositives, .calledNegatives]
    ) { confusion throws(Undefined) in
      let total = confusion[.all]
      func share(_ cells: CellSet) throws(Undefined) -> CellNumber {
        guard confusion.rows(cells) > 0 else { throw BinaryConfusion.absence(of: cells) }
        return confusion[cells] / total
      }
      let margins =
        try share(.positives) * share(.negatives) * share(.calledPositives)
        * share(.calledNegatives)
      let excess =
        confusion[.truePositives] * confusion[.trueNegatives]
        - confusion[.falsePositives] * confusion[.falseNegatives]
      return excess / (total * total) / margins.squareRoot
    }
  }
}
