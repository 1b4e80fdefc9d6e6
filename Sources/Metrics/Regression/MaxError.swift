import Findings

extension Metric<RegressionOutcomes> {
  /// The largest distance of prediction and label; one row decides it, so it has no interval.
  package static var maxError: Metric {
    Metric(
      id: "max_error", name: "largest error", direction: .lower, unit: "label",
      summary: "The largest distance of prediction and label.", formula: "max abs(y - p)",
      reference: "sklearn.metrics.max_error", range: 0...Double.infinity, interval: .unavailable
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try RowWeights(outcomes)
        var largest = 0.0
        for row in 0..<outcomes.count where weights[row] > 0 {
          largest = max(largest, (outcomes.labels[row] - outcomes.predictions[row]).magnitude)
        }
        return MetricValue(value: largest, rows: weights.rows, influence: [])
      }
    }
  }
}
