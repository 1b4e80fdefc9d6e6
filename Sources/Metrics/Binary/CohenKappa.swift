import Findings

extension Metric<BinaryOutcomes> {
  /// Agreement of labels and decisions beyond what their margins give by chance (Cohen, 1960);
  /// undefined when all labels and decisions are one class, where chance agreement is 1.
  package static var cohenKappa: Metric {
    .ofCells(
      id: "cohen_kappa", name: "Cohen's kappa", direction: .higher, unit: "",
      summary: "Agreement of labels and decisions beyond chance.",
      formula: "(p_o - p_e) / (1 - p_e)",
      reference: "sklearn.metrics.cohen_kappa_score",
      range: -1...1, limits: [.positives, .negatives]
    ) { confusion throws(Undefined) in
      let total = confusion[.all]
      let observed = confusion[.correct] / total
      let chance =
        (confusion[.positives] * confusion[.calledPositives]
          + confusion[.negatives] * confusion[.calledNegatives]) / (total * total)
      guard confusion.rows(.positives) > 0 || confusion.rows(.calledPositives) > 0,
        confusion.rows(.negatives) > 0 || confusion.rows(.calledNegatives) > 0
      else { throw Undefined("all labels and decisions are the same class") }
      return (observed - chance) / (CellNumber(1) - chance)
    }
  }
}
