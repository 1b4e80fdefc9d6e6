package import Statistics

/// What a model predicted on the label's scale, and what was true.
package struct RegressionOutcomes: Sendable {
  package let labels: [Double]
  package let predictions: [Double]
  package let weights: [Double]?
  /// Whether a weight is a number of rows.
  package let weightMeaning: WeightMeaning

  package init(
    labels: [Double], predictions: [Double], weights: [Double]?,
    weightMeaning: WeightMeaning = .importance
  ) {
    self.labels = labels
    self.predictions = predictions
    self.weights = weights
    self.weightMeaning = weightMeaning
  }

  /// The number of rows.
  package var count: Int { labels.count }
}
