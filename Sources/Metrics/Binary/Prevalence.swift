import Findings

extension Metric<BinaryOutcomes> {
  /// The share of rows with a positive label: the same for every model, and the scale of many others.
  package static var prevalence: Metric {
    .share(
      of: .positives, in: .all, id: "prevalence", name: "prevalence", direction: .none,
      summary: "The share of rows with a positive label.",
      formula: "(TP + FN) / S", reference: "numpy.average(y_true)")
  }
}
