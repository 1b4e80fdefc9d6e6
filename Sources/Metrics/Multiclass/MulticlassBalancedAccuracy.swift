import Findings

extension Metric<MulticlassOutcomes> {
  /// The mean recall of the classes that have rows; undefined when only one has, because every
  /// constant decision would then be perfect or worthless.
  package static var balancedAccuracy: Metric {
    .ofConfusion(
      id: "balanced_accuracy", name: "balanced accuracy", direction: .higher,
      summary: "The mean recall of the classes that have rows.",
      formula: "mean over classes with rows of C_kk / sum_l C_kl",
      reference: "sklearn.metrics.balanced_accuracy_score"
    ) { outcomes throws(Undefined) in
      let confusion = try MulticlassConfusion(outcomes)
      let present = confusion.actualRows.indices.filter { confusion.actualRows[$0] > 0 }
      if present.count == 1, let only = present.first {
        throw Undefined("all rows are of class '\(confusion.classes[only])'")
      }
      return try ClassRatio(actual: 1, predicted: 0, absence: "rows", skipsAbsent: true)
        .average(.macro, outcomes)
    }
  }
}
