import Kernels

/// What a graph does with the sums of its only trees: the node's own rules, then a few steps.
struct ONNXTreeLink: Link {
  /// A change of every score that needs no other value.
  enum Step: Sendable {
    case exponential
    case times(Float)
    case plus(Float)
  }

  let scoring: ONNXTreeScoring
  let steps: [Step]
  let taskOfModel: ModelTask
  let kind: Scores.Kind

  func task(outputCount: Int) -> ModelTask { taskOfModel }

  func predictionKind(outputCount: Int) -> Scores.Kind { kind }

  /// The scores of the graph in floats; of two classes those of the second.
  func predictions(from margins: [[Double]], parallel: Parallel) -> [[Double]] {
    if scoring.isPlain, steps.isEmpty {
      return scoring.isOfTwoClasses ? Array(margins.suffix(1)) : margins
    }
    if margins.count == 1, scoring.scoreCount <= 2 {
      return map(margins, parallel: parallel) { margin in
        Double(finished([Float(margin)]).last ?? .nan)
      }
    }
    let made = mapRows(margins, parallel: parallel) { row in
      let scores = finished(row.map { Float($0) })
      for index in row.indices { row[index] = Double(scores[index]) }
    }
    return scoring.isOfTwoClasses ? Array(made.suffix(1)) : made
  }

  private func finished(_ sums: [Float]) -> [Float] {
    var scores = scoring.scores(sums)
    for step in steps {
      for index in scores.indices { step.apply(&scores[index]) }
    }
    return scores
  }
}
