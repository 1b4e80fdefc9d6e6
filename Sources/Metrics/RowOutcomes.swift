package import Statistics

/// What the outcomes of every task have in common.
package protocol RowOutcomes: Sendable {
  /// The number of units that influence values belong to, with weights not counted: rows, or the
  /// queries of a ranking.
  var rowCount: Int { get }
  /// The units' weights, finite, >= 0; nil means all 1.
  var weights: [Double]? { get }
  /// What the weights say.
  var weightMeaning: WeightMeaning { get }

  /// Whether no metric that sees so much can tell the two apart. The rows are the same.
  ///
  /// Equal scores are alike. Equal order is as good for a metric of the order, but on few rows any two
  /// models have it: it counts from ``ScorePart/fewestOrdered`` rows on. Equal decisions without scores
  /// are no proof: other rows may show the difference.
  func areAlike(_ other: Self, seeing part: ScorePart) -> Bool

  /// The units with what the gate knows of the rows.
  func sample(_ identity: RowIdentity) -> RowSample
}

/// What of a model's answers a metric depends on.
package enum ScorePart: Sendable {
  /// Decisions, and the order of the scores: any increasing change of them changes nothing.
  case order
  /// The scores themselves.
  case values

  /// So many rows do not come out in the same order by chance.
  static let fewestOrdered = 30
}

extension RowOutcomes {
  /// The rows with what the gate knows of them.
  package func sample(_ identity: RowIdentity) -> RowSample {
    RowSample(weights: weights, meaning: weightMeaning, identity: identity)
  }
}

extension BinaryOutcomes: RowOutcomes {
  package var rowCount: Int { count }

  package func areAlike(_ other: BinaryOutcomes, seeing part: ScorePart) -> Bool {
    guard decisions == other.decisions, !scores.isEmpty else { return false }
    if scores == other.scores { return true }
    guard part == .order, count >= ScorePart.fewestOrdered else { return false }
    guard descending == other.descending, scores.count == other.scores.count else { return false }
    return zip(descending, descending.dropFirst()).allSatisfy { first, second in
      let (first, second) = (Int(first), Int(second))
      return (scores[first] == scores[second]) == (other.scores[first] == other.scores[second])
    }
  }
}

extension MulticlassOutcomes: RowOutcomes {
  package var rowCount: Int { count }

  package func areAlike(_ other: MulticlassOutcomes, seeing part: ScorePart) -> Bool {
    decisions == other.decisions && probabilities == other.probabilities
      && !probabilities.isEmpty
  }
}

extension RegressionOutcomes: RowOutcomes {
  package var rowCount: Int { count }

  package func areAlike(_ other: RegressionOutcomes, seeing part: ScorePart) -> Bool {
    predictions == other.predictions
  }
}
