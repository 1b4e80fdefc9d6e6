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

  /// Whether no metric can tell the two apart: equal decisions, and scores that are equal or at least
  /// order all rows alike. The rows are the same.
  func areAlike(_ other: Self) -> Bool

  /// The units with what the gate knows of the rows.
  func sample(_ identity: RowIdentity) -> RowSample
}

extension RowOutcomes {
  /// The rows with what the gate knows of them.
  package func sample(_ identity: RowIdentity) -> RowSample {
    RowSample(weights: weights, meaning: weightMeaning, identity: identity)
  }
}

extension BinaryOutcomes: RowOutcomes {
  package var rowCount: Int { count }

  package func areAlike(_ other: BinaryOutcomes) -> Bool {
    guard decisions == other.decisions else { return false }
    if scores == other.scores { return true }
    guard descending == other.descending, scores.count == other.scores.count else { return false }
    return zip(descending, descending.dropFirst()).allSatisfy { first, second in
      let (first, second) = (Int(first), Int(second))
      return (scores[first] == scores[second]) == (other.scores[first] == other.scores[second])
    }
  }
}

extension MulticlassOutcomes: RowOutcomes {
  package var rowCount: Int { count }

  package func areAlike(_ other: MulticlassOutcomes) -> Bool {
    decisions == other.decisions && probabilities == other.probabilities
  }
}

extension RegressionOutcomes: RowOutcomes {
  package var rowCount: Int { count }

  package func areAlike(_ other: RegressionOutcomes) -> Bool { predictions == other.predictions }
}
