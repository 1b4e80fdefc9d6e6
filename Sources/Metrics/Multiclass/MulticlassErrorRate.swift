import Findings

extension Metric<MulticlassOutcomes> {
  /// The share of rows that are called wrong.
  package static var errorRate: Metric {
    .ofConfusion(
      id: "error_rate", name: "error rate", direction: .lower,
      summary: "The share of rows that are called wrong.", formula: "1 - sum_k C_kk / S",
      reference: "sklearn.metrics.zero_one_loss", interval: .proportion,
      hits: { $0.rightCalls.map { 1 - $0 } }
    ) { outcomes throws(Undefined) in
      let right = try MulticlassConfusion(outcomes).accuracyValue(outcomes)
      return MetricValue(
        value: 1 - right.value, rows: right.rows, influence: right.influence.map { -$0 })
    }
  }
}
