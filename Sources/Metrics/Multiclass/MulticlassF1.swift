import Findings

extension Metric<MulticlassOutcomes> {
  /// The F1 of the classes, averaged; a class without rows and without predictions has none.
  package static func f1(_ average: ClassAverage) -> Metric {
    .ofConfusion(
      id: "\(average)_f1", name: "\(average) F1", direction: .higher, unit: "",
      summary: "The harmonic mean of each class's precision and recall, averaged (\(average)).",
      formula: "\(average) average of 2 C_kk / (sum_l C_kl + sum_l C_lk)",
      reference: "sklearn.metrics.f1_score(average='\(average)')",
      hits: average == .micro ? \.rightCalls : nil
    ) { outcomes throws(Undefined) in
      try ClassRatio(actual: 0.5, predicted: 0.5, absence: "rows or predictions")
        .average(average, outcomes)
    }
  }
}
