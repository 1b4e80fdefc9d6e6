package import Findings
package import Metrics
package import Models
package import Statistics

/// A metric of a model's scores on fixed rows: labels and weights are inside.
package struct ScoredMetric: Sendable {
  package let id: String
  /// As people write it.
  package let name: String
  /// `higher` or `lower`; a metric without a better direction has no importance.
  package let direction: Direction
  package let unit: String
  /// The rows as a sample, for standard errors.
  package let sample: RowSample
  /// What the metric comes to on other scores of the same rows.
  package let evaluate: @Sendable (Scores) throws(ExplanationError) -> MetricResult

  package init(
    id: String, name: String, direction: Direction, unit: String, sample: RowSample,
    evaluate: @escaping @Sendable (Scores) throws(ExplanationError) -> MetricResult
  ) {
    self.id = id
    self.name = name
    self.direction = direction
    self.unit = unit
    self.sample = sample
    self.evaluate = evaluate
  }
}
