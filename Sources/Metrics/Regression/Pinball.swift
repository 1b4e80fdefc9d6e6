import Findings

extension Metric<RegressionOutcomes> {
  /// The pinball loss of predictions of a quantile; not in the catalogue, because it needs one.
  ///
  /// - Parameter quantile: In (0, 1).
  package static func pinball(_ quantile: Double) -> Metric {
    .meanLoss(
      id: "pinball", name: "pinball loss", direction: .lower, unit: "label",
      summary: "The mean loss whose best constant is the quantile \(quantile).",
      formula: "(1/W) sum w max(q (y - p), (q - 1)(y - p)), q = \(quantile)",
      reference: "sklearn.metrics.mean_pinball_loss(alpha=\(quantile))",
      range: 0...Double.infinity
    ) { label, prediction in
      max(quantile * (label - prediction), (quantile - 1) * (label - prediction))
    }
  }
}
