import Findings

extension Metric<MulticlassOutcomes> {
  /// The share of rows that are called right.
  package static var accuracy: Metric {
    .ofConfusion(
      id: "accuracy", name: "accuracy", direction: .higher,
      summary: "The share of rows that are called right.", formula: "sum_k C_kk / S",
      reference: "sklearn.metrics.accuracy_score", interval: .proportion,
      hits: \.rightCalls
    ) { outcomes throws(Undefined) in
      try MulticlassConfusion(outcomes).accuracyValue(outcomes)
    }
  }
}
