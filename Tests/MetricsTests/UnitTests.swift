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
}
