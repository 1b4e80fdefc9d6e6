import Kernels
package import Statistics

extension BinaryOutcomes {
  /// The drawn rows; where a row is exchanged, `other` answers.
  package func drawn(_ draw: PairedDraw, exchangedWith other: BinaryOutcomes) -> BinaryOutcomes {
    replacing(
      labels: draw.rows(of: labels),
      scores: scores.isEmpty ? [] : draw.answers(of: scores, exchangedWith: other.scores),
      decisions: draw.answers(of: decisions, exchangedWith: other.decisions),
      weights: draw.weights(of: weights))
  }

  /// The same rows with other answers, sorted anew.
  func replacing(
    labels: [UInt8], scores: [Double], decisions: [UInt8], weights: [Double]?
  ) -> BinaryOutcomes {
    BinaryOutcomes(
      labels: labels, scores: scores, scoresAreProbabilities: scoresAreProbabilities,
      decisions: decisions, weights: weights, weightMeaning: weightMeaning, threshold: threshold,
      descending: scores.isEmpty ? [] : DescendingOrder.positions(of: scores))
  }

  /// Whether a row's two answers can be exchanged: both are scores of one kind, or both are decisions.
  package func isExchangeable(with other: BinaryOutcomes) -> Bool {
    count == other.count && scores.isEmpty == other.scores.isEmpty
      && scoresAreProbabilities == other.scoresAreProbabilities
  }
}

extension MulticlassOutcomes {
  /// The drawn rows; where a row is exchanged, `other` answers.
  package func drawn(
    _ draw: PairedDraw, exchangedWith other: MulticlassOutcomes
  ) -> MulticlassOutcomes {
    MulticlassOutcomes(
      classes: classes, labels: draw.rows(of: labels),
      probabilities: zip(probabilities, other.probabilities).map {
        draw.answers(of: $0, exchangedWith: $1)
      },
      decisions: draw.answers(of: decisions, exchangedWith: other.decisions),
      weights: draw.weights(of: weights), weightMeaning: weightMeaning)
  }

  /// Whether a row's two answers can be exchanged: both have probabilities, or neither.
  package func isExchangeable(with other: MulticlassOutcomes) -> Bool {
    count == other.count && classes == other.classes
      && probabilities.count == other.probabilities.count
  }
}

extension RegressionOutcomes {
  /// The drawn rows; where a row is exchanged, `other` answers.
  package func drawn(
    _ draw: PairedDraw, exchangedWith other: RegressionOutcomes
  ) -> RegressionOutcomes {
    RegressionOutcomes(
      labels: draw.rows(of: labels),
      predictions: draw.answers(of: predictions, exchangedWith: other.predictions),
      weights: draw.weights(of: weights), weightMeaning: weightMeaning)
  }
}
