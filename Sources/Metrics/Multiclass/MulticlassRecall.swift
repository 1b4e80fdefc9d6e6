import Findings

extension Metric<MulticlassOutcomes> {
  /// The recall of the classes, averaged; one that is called and has no rows counts 0.
  package static func recall(_ average: ClassAverage) -> Metric {
    .ofConfusion(
      id: "\(average)_recall", name: "\(average) recall", direction: .higher,
      summary: "The share of each class's rows that are called it, averaged (\(average)).",
      formula:
        "\(average) average of C_kk / sum_l C_kl, 0 for a class that is called and has no rows",
      reference: "sklearn.metrics.recall_score(average='\(average)')",
      hits: average == .micro ? \.rightCalls : nil
    ) { outcomes throws(Undefined) in
      try ClassRatio(actual: 1, predicted: 0, absence: "rows").average(average, outcomes)
    }
  }
}
