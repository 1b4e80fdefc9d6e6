import Glibc

/// The two losses of a probability, row by row.
enum ProbabilityLoss {
  /// Probabilities are clipped to 2^-52 … 1 - 2^-52, whatever the width they were stored at:
  /// an exact 0 on a positive row costs 36.04 nats.
  static let clip = 0x1p-52

  /// Fails unless every row of positive weight has a probability.
  static func weights(_ outcomes: BinaryOutcomes) throws(Undefined) -> RowWeights {
    let weights = try RowWeights(outcomes)
    guard !outcomes.scores.isEmpty else { throw .decisionsOnly }
    guard outcomes.scoresAreProbabilities else { throw .margins }
    let outside = weights.count(of: 0..<outcomes.count) {
      !(outcomes.scores[$0] >= 0 && outcomes.scores[$0] <= 1)
    }
    guard outside == 0 else {
      throw Undefined("\(outside) rows have a probability outside 0 to 1")
    }
    return weights
  }

  /// -ln of the probability of what was true.
  static func logLosses(_ outcomes: BinaryOutcomes) -> [Double] {
    outcomes.labels.indices.map { row in
      // The clipped probability of the other class is exact: 1 - p loses nothing above 2^-53.
      let p = outcomes.labels[row] == 1 ? outcomes.scores[row] : 1 - outcomes.scores[row]
      return logLoss(p)
    }
  }

  /// -ln of a probability, clipped.
  static func logLoss(_ p: Double) -> Double { -log(min(max(p, clip), 1 - clip)) }

  /// The squared distance of probability and label.
  static func squares(_ outcomes: BinaryOutcomes) -> [Double] {
    outcomes.labels.indices.map { row in
      let error = outcomes.scores[row] - Double(outcomes.labels[row])
      return error * error
    }
  }

  /// What a mean of log losses hides: how many probabilities were clipped, and the worst row.
  static func notes(clipped: Int, losses: [Double], weights: RowWeights) -> [String] {
    guard clipped > 0 else { return [] }
    var largest = 0.0
    for row in losses.indices where weights[row] > 0 { largest = max(largest, losses[row]) }
    let hundredths = (largest * 100).rounded() / 100
    let what = clipped == 1 ? "1 probability was" : "\(clipped) probabilities were"
    return ["\(what) clipped to 2^-52; the largest loss of a row is \(hundredths) nats"]
  }

  /// The notes on binary outcomes.
  static func notes(
    _ outcomes: BinaryOutcomes, losses: [Double], weights: RowWeights
  ) -> [String] {
    let clipped = weights.count(of: 0..<outcomes.count) {
      outcomes.scores[$0] < clip || outcomes.scores[$0] > 1 - clip
    }
    return notes(clipped: clipped, losses: losses, weights: weights)
  }
}
