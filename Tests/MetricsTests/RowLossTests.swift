import Metrics
import Testing

/// The losses of rows are those whose means the metrics are.
@Suite struct RowLossTests {
  private func mean(_ losses: RowLosses) -> Double? {
    guard case .values(let values) = losses else { return nil }
    return values.reduce(0, +) / Double(values.count)
  }

  private func value(_ result: MetricResult) -> Double? {
    if case .defined(let value) = result { value.value } else { nil }
  }

  @Test func `of two classes`() throws {
    let rows = BinaryOutcomes(
      labels: [1, 0, 1, 0], scores: [0.9, 0.6, 0.2, 0], scoresAreProbabilities: true,
      decisions: [1, 1, 0, 0], weights: nil, threshold: 0.5, descending: [0, 1, 2, 3])
    let pairs: [(RowLoss, Metric<BinaryOutcomes>)] = [
      (.error, .errorRate), (.logLoss, .logLoss), (.brier, .brier),
    ]
    for (loss, metric) in pairs {
      let expected = try #require(value(metric.evaluate(rows)))
      let found = try #require(mean(RowLosses(loss, rows)))
      #expect((found - expected).magnitude < 1e-14, "\(loss)")
    }
    #expect(mean(RowLosses(.squaredError, rows)) == nil)
  }

  @Test func `of several classes`() throws {
    let rows = MulticlassOutcomes(
      classes: ["a", "b", "c"], labels: [0, 1, 2],
      probabilities: [[0.5, 0.3, 0.1], [0.25, 0.4, 0.1], [0.25, 0.3, 0.8]], decisions: [0, 1, 2],
      weights: nil)
    for (loss, metric) in [
      (RowLoss.error, Metric<MulticlassOutcomes>.errorRate), (.logLoss, .logLoss),
    ] {
      let expected = try #require(value(metric.evaluate(rows)))
      let found = try #require(mean(RowLosses(loss, rows)))
      #expect((found - expected).magnitude < 1e-14, "\(loss)")
    }
  }

  @Test func `of numbers, and none without what they need`() throws {
    let rows = RegressionOutcomes(labels: [1, 2, 3], predictions: [1.5, 2, 1], weights: nil)
    for (loss, metric) in [
      (RowLoss.absoluteError, Metric<RegressionOutcomes>.meanAbsoluteError),
      (.squaredError, .meanSquaredError),
    ] {
      let expected = try #require(value(metric.evaluate(rows)))
      let found = try #require(mean(RowLosses(loss, rows)))
      #expect((found - expected).magnitude < 1e-14, "\(loss)")
    }
    let decisions = BinaryOutcomes(
      labels: [1, 0], scores: [], scoresAreProbabilities: false, decisions: [1, 1], weights: nil,
      threshold: 0.5, descending: [])
    #expect(mean(RowLosses(.logLoss, decisions)) == nil)
    #expect(mean(RowLosses(.error, decisions)) == 0.5)
  }
}
