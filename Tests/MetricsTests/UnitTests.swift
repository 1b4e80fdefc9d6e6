import Testing

@testable import Metrics

/// Which differences people read in percentage points.
@Suite struct UnitTests {
  private static let shares: Set<String> = [
    "accuracy", "balanced_accuracy", "error_rate", "false_discovery_rate", "false_negative_rate",
    "false_omission_rate", "false_positive_rate", "macro_precision", "macro_recall", "mape",
    "micro_precision", "micro_recall", "negative_predictive_value", "precision", "prevalence",
    "recall", "hit_rate", "precision_at", "recall_at", "selection_rate", "specificity",
    "top_2_accuracy", "top_3_accuracy",
    "top_5_accuracy", "wape", "weighted_precision", "weighted_recall",
  ]

  @Test func `shares and means of shares are rates, areas and scores are plain numbers`() {
    let units =
      MetricCatalog.binary.map { ($0.id, $0.unit) }
      + MetricCatalog.multiclass.map { ($0.id, $0.unit) }
      + MetricCatalog.regression.map { ($0.id, $0.unit) }
      + MetricCatalog.ranking.map { ($0.id, $0.unit) }
    #expect(Set(units.filter { $0.1 == "rate" }.map(\.0)) == Self.shares)
    #expect(Set(units.filter { $0.1 == "nats" }.map(\.0)) == ["log_loss"])
  }

  /// Class b is called and has no rows, class c has rows and is never called, class d is in neither.
  @Test func `ratios of classes are averaged over the same classes, and say which counted 0`()
    throws
  {
    let rows = MulticlassOutcomes(
      classes: ["a", "b", "c", "d"], labels: [0, 0, 0, 2], probabilities: [],
      decisions: [0, 0, 1, 0], weights: nil)
    // recall_score, precision_score and f1_score with average='macro' of scikit-learn 1.9.1.
    let expected = [("macro_recall", 2.0 / 9), ("macro_precision", 2.0 / 9), ("macro_f1", 2.0 / 9)]
    for (id, value) in expected {
      let metric = try #require(MetricCatalog.multiclass.first { $0.id == id })
      guard case .defined(let found) = metric.evaluate(rows) else {
        Issue.record("\(id) is undefined")
        continue
      }
      #expect((found.value - value).magnitude < 1e-12, "\(id) \(found.value)")
      #expect(
        found.notes.last == "class 'd' has no rows or predictions and is left out of the mean")
      #expect(found.notes.count == (id == "macro_f1" ? 1 : 2), "\(found.notes)")
    }
  }
}
