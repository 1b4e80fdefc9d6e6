package import Statistics

/// What a model said of rows with two classes, and what was true.
package struct BinaryOutcomes: Sendable {
  /// 1 positive, 0 negative.
  package let labels: [UInt8]
  /// The positive class's scores; empty when the model gives decisions only.
  package let scores: [Double]
  /// Whether the scores are probabilities in 0…1.
  package let scoresAreProbabilities: Bool
  /// 1 where the row is called positive (score >= threshold).
  package let decisions: [UInt8]
  /// The rows' weights, finite, >= 0; nil means all 1.
  package let weights: [Double]?
  /// Whether a weight is a number of rows.
  package let weightMeaning: WeightMeaning
  /// The threshold that ``decisions`` were made at.
  package let threshold: Double
  /// Positions sorted by score descending (ties in position order); empty without scores. Made once for
  /// the whole table and filtered for each slice.
  package let descending: [Int32]

  package init(
    labels: [UInt8], scores: [Double], scoresAreProbabilities: Bool, decisions: [UInt8],
    weights: [Double]?, weightMeaning: WeightMeaning = .importance, threshold: Double,
    descending: [Int32]
  ) {
    self.labels = labels
    self.scores = scores
    self.scoresAreProbabilities = scoresAreProbabilities
    self.decisions = decisions
    self.weights = weights
    self.weightMeaning = weightMeaning
    self.threshold = threshold
    self.descending = descending
  }

  /// The number of rows.
  package var count: Int { labels.count }
}
