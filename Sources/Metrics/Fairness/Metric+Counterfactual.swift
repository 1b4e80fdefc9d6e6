import Findings

extension Metric<BinaryOutcomes> {
  /// The share of rows whose decision depends on an attribute, of rows with 1 for a decision where it does.
  package static var attributeFlip: Metric {
    .share(
      of: .calledPositives, in: .all, id: "attribute_flip", name: "attribute flip rate",
      direction: .lower,
      summary: "The share of rows whose decision depends on the value of a sensitive attribute.",
      formula: "(1/n) #(rows x with h(x, A = a) != h(x, A = a') for some values a, a')",
      reference: "numpy.mean(numpy.ptp([model.predict(X.assign(A=a)) for a in values], axis=0) > 0)"
    )
  }
}

extension Metric<RegressionOutcomes> {
  /// How far the score of a row moves with an attribute, of predictions that are the moves.
  package static var attributeScoreChange: Metric {
    .meanLoss(
      id: "attribute_score_change", name: "attribute score change", direction: .lower, unit: "",
      summary: "How far scores move with the value of a sensitive attribute, on average over rows.",
      formula: "(1/n) sum over rows x of max_a f(x, A = a) - min_a f(x, A = a)",
      reference: "numpy.mean(numpy.ptp([predict(X.assign(A=a)) for a in values], axis=0))",
      range: 0...Double.infinity
    ) { _, change in change }
  }
}
