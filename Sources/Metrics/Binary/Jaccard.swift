import Findings

extension Metric<BinaryOutcomes> {
  /// The positive rows that are called positive, among all that are positive or called so;
  /// also threat score, critical success index.
  package static var jaccard: Metric {
    .ofCells(
      id: "jaccard", name: "Jaccard index", direction: .higher, unit: "",
      summary: "Rows positive and called positive, among rows that are either.",
      formula: "TP / (TP + FP + FN)",
      reference: "sklearn.metrics.jaccard_score", limits: [.positives]
    ) { confusion throws(Undefined) in
      let either: CellSet = [.truePositives, .wrong]
      guard confusion.rows(either) > 0 else {
        throw Undefined("no row is positive or called positive")
      }
      return confusion[.truePositives] / confusion[either]
    }
  }
}
