import Findings

extension Metric<MulticlassOutcomes> {
  /// The precision of the classes, averaged; one with rows that is never predicted counts 0.
  package static func precision(_ average: ClassAverage) -> Metric {
    .ofConfusion(
      id: "\(average)_precision", name: "\(average) precision", direction: .higher,
      summary: "The share of the rows called a class that are it, averaged (\(average)).",
      formula: "\(average) average of C_kk / sum_l C_lk, 0 for a class that is never called",
      reference: "sklearn.metrics.precision_score(average='\(average)')",
      hits: average == .micro ? \.rightCalls : nil
    ) { outcomes throws(Undefined) in
      try ClassRatio(actual: 0, predicted: 1, absence: "predictions").average(average, outcomes)
    }
  }
}
