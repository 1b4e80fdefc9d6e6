/// What a model predicted on the label's scale, and what was true.
package struct RegressionOutcomes: Sendable {
  package let labels: [Double]
  package let predictions: [Double]
  package let weights: [Double]?

  package init(labels: [Double], predictions: [Double], weights: [Double]?) {
    self.labels = labels
    self.predictions = predictions
    self.weights = weights
  }

  /// The number of rows.
  package var count: Int { labels.count }
}
