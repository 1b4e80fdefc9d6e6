internal import Kernels
internal import Metrics

/// What a model says of some rows, in the form that the gate's task wants: scores without the truth.
package enum Answers: Sendable {
  /// Scores of the positive class; `isScored` is false for decisions, 0 or 1.
  case binary(scores: [Double], areProbabilities: Bool, isScored: Bool)
  /// `probabilities[k][row]` in the gate's order of classes, or empty; the decided classes.
  case multiclass(probabilities: [[Double]], decisions: [Int32])
  case regression([Double])
  case ranking([Double])
}

extension Outcomes {
  /// The same rows with other answers; nil for answers of another task.
  ///
  /// Two classes are decided at the threshold of these outcomes.
  package func answering(_ answers: Answers) -> Outcomes? {
    switch (self, answers) {
    case (.binary(let rows), .binary(let scores, let areProbabilities, let isScored)):
      let threshold = rows.threshold
      return .binary(
        BinaryOutcomes(
          labels: rows.labels, scores: isScored ? scores : [],
          scoresAreProbabilities: areProbabilities,
          decisions: scores.map { $0 >= threshold ? 1 : 0 }, weights: rows.weights,
          weightMeaning: rows.weightMeaning, threshold: threshold,
          descending: isScored ? DescendingOrder.positions(of: scores) : []))
    case (.multiclass(let rows), .multiclass(let probabilities, let decisions)):
      return .multiclass(
        MulticlassOutcomes(
          classes: rows.classes, labels: rows.labels, probabilities: probabilities,
          decisions: decisions, weights: rows.weights, weightMeaning: rows.weightMeaning))
    case (.regression(let rows), .regression(let predictions)):
      return .regression(
        RegressionOutcomes(
          labels: rows.labels, predictions: predictions, weights: rows.weights,
          weightMeaning: rows.weightMeaning))
    case (.ranking(let rows), .ranking(let scores)):
      return .ranking(
        RankingOutcomes(
          relevance: rows.relevance, scores: scores, queries: rows.queries,
          weightMeaning: rows.weightMeaning))
    default: return nil
    }
  }

  /// The model's part of the outcomes: what ``answering(_:)`` takes.
  package var answers: Answers {
    switch self {
    case .binary(let rows):
      .binary(
        scores: rows.scores.isEmpty ? rows.decisions.map(Double.init) : rows.scores,
        areProbabilities: rows.scoresAreProbabilities, isScored: !rows.scores.isEmpty)
    case .multiclass(let rows):
      .multiclass(probabilities: rows.probabilities, decisions: rows.decisions)
    case .regression(let rows): .regression(rows.predictions)
    case .ranking(let rows): .ranking(rows.scores)
    }
  }
}
