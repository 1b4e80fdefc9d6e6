import Kernels

/// The objective of a random forest: predictions come from the means over its rounds, of which the
/// margins are the sums.
struct LightGBMForestLink: Link {
  let objective: LightGBMObjective
  let rounds: Int

  func task(outputCount: Int) -> ModelTask { objective.task(outputCount: outputCount) }

  func predictionKind(outputCount: Int) -> Scores.Kind {
    objective.predictionKind(outputCount: outputCount)
  }

  func predictions(from margins: [[Double]], parallel: Parallel) -> [[Double]] {
    let count = Double(rounds)
    return objective.predictions(
      from: map(margins, parallel: parallel) { $0 / count }, parallel: parallel)
  }
}
