import Findings

extension Metric<BinaryOutcomes> {
  /// The share of rows that are called positive.
  package static var selectionRate: Metric {
    .share(
      of: .calledPositives, in: .all, id: "selection_rate", name: "selection rate",
      direction: .none,
      summary: "The share of rows that are called positive.",
      formula: "(TP + FP) / S", reference: "fairlearn.metrics.selection_rate")
  }
}
