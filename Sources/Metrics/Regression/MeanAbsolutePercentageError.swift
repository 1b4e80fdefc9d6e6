import Findings

extension Metric<RegressionOutcomes> {
  /// The mean distance as a share of the label, not times 100.
  ///
  /// Undefined when a label is 0, where scikit-learn gives a number near 1e15; see ``wape``.
  package static var meanAbsolutePercentageError: Metric {
    .meanLoss(
      id: "mape", name: "mean absolute percentage error", direction: .lower, unit: "rate",
      summary: "The mean distance as a share of the label.",
      formula: "(1/W) sum w abs(y - p) / abs(y)",
      reference: "sklearn.metrics.mean_absolute_percentage_error", range: 0...Double.infinity,
      domain: RegressionDomain(violation: "a label of 0") { label, _ in label != 0 }
    ) { label, prediction in
      (label - prediction).magnitude / label.magnitude
    }
  }
}
