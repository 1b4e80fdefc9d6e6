import Kernels
package import Statistics

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
  /// Whether a weight is a number of rows.
  package let weightMeaning: WeightMeaning
  /// For each class the positions by its probability, descending (ties in position order). Made once
  /// for the whole table and filtered for each slice; empty when the metrics shall sort themselves.
  package let descending: [[Int32]]

  package init(
    classes: [String], labels: [Int32], probabilities: [[Double]], decisions: [Int32],
    weights: [Double]?, weightMeaning: WeightMeaning = .importance, descending: [[Int32]] = []
  ) {
    self.classes = classes
    self.labels = labels
    self.probabilities = probabilities
    self.decisions = decisions
    self.weights = weights
    self.weightMeaning = weightMeaning
    self.descending = descending
  }

  /// The rows, with weights not counted.
  package var count: Int { labels.count }

  /// The positions by the probability of a class, highest first.
  package func descendingOrder(ofClass k: Int) -> [Int32] {
    descending.isEmpty ? DescendingOrder.positions(of: probabilities[k]) : descending[k]
  }
}
