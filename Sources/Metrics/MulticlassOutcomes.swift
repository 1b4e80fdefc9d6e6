/// What a model said of rows with several classes, and what was true.
package struct MulticlassOutcomes: Sendable {
  /// All classes, in the model's order; declared, never taken from the sample.
  package let classes: [String]
  /// Index of the true class.
  package let labels: [Int32]
  /// `probabilities[k][row]`; empty when the model gives decisions only.
  package let probabilities: [[Double]]
  /// Index of the predicted class.
  package let decisions: [Int32]
  package let weights: [Double]?

  package init(
    classes: [String], labels: [Int32], probabilities: [[Double]], decisions: [Int32],
    weights: [Double]?
  ) {
    self.classes = classes
    self.labels = labels
    self.probabilities = probabilities
    self.decisions = decisions
    self.weights = weights
  }

  package var count: Int { labels.count }
}
