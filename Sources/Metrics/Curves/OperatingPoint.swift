import Kernels

/// A rule that chooses a decision threshold from a model's own scores.
///
/// Only whole groups of equal scores are called positive, without interpolation, so the rule's bound
/// holds exactly on the rows that it was chosen on.
package enum OperatingPoint: Sendable, Equatable {
  /// The lowest threshold whose false positive rate is at most this.
  case falsePositiveRate(atMost: Double)
  /// The highest threshold whose recall is at least this.
  case recall(atLeast: Double)
  /// Of the thresholds whose precision is at least this, the highest of those with the most recall.
  case precision(atLeast: Double)
  /// The lowest threshold that calls at most this weight of rows positive.
  case topRows(Double)
  /// The same for a share of all weight.
  case topShare(Double)
  /// The highest of the thresholds with the least cost.
  case leastCost(falsePositive: Double, falseNegative: Double)

  /// A chosen threshold.
  package struct Choice: Sendable, Equatable {
    /// Rows whose score is at least this are called positive. One above the highest score calls none.
    package let threshold: Double
    /// What the rule limits, as it came out: the rate, the precision, the rows called positive (or their
    /// share), or the cost a row.
    package let achieved: Double
  }

  /// The threshold for the scores of `outcomes`, or the reason why there is none, as the rest of a
  /// sentence. The threshold that the outcomes were decided at plays no part.
  package func choose(on outcomes: BinaryOutcomes) -> Result<Choice, Impossible> {
    do throws(Undefined) {
      let groups = try ScoreGroups(
        outcomes, requiresPositives: needsPositives, requiresNegatives: needsNegatives)
      let (last, achieved) = try lastGroup(of: groups)
      guard last >= 0 else {
        return .success(
          Choice(
            threshold: outcomes.scores[Int(groups.order[0])].nextUp, achieved: achieved))
      }
      let row = Int(groups.order[Int(groups.starts[last])])
      return .success(Choice(threshold: outcomes.scores[row], achieved: achieved))
    } catch {
      return .failure(Impossible(reason: error.reason))
    }
  }

  /// Why no threshold can be chosen.
  package struct Impossible: Error, Equatable {
    package let reason: String
  }

  private var needsPositives: Bool {
    switch self {
    case .recall, .precision: true
    case .falsePositiveRate, .topRows, .topShare, .leastCost: false
    }
  }

  private var needsNegatives: Bool {
    if case .falsePositiveRate = self { true } else { false }
  }

  /// The last group that is called positive, −1 for none, and what came of it.
  private func lastGroup(of groups: ScoreGroups) throws(Undefined) -> (Int, achieved: Double) {
    switch self {
    case .falsePositiveRate(let limit):
      let last = groups.last { $0.negatives[$1] / $0.negativeMass <= limit }
      return (last, last < 0 ? 0 : groups.negatives[last] / groups.negativeMass)
    case .recall(let limit):
      guard limit > 0 else { return (-1, 0) }
      // The recall of all rows is 1, whatever was rounded.
      let last =
        (0..<groups.count).first { groups.positives[$0] / groups.positiveMass >= limit }
        ?? groups.count - 1
      return (last, groups.positives[last] / groups.positiveMass)
    case .precision(let limit):
      let lowest = groups.last { $0.precision($1) >= limit }
      guard lowest >= 0 else {
        let best = (0..<groups.count).map(groups.precision).max() ?? 0
        throw Undefined("no threshold has a precision of \(limit); the best is \(best)")
      }
      let recall = groups.positives[lowest]
      let highest =
        (0...lowest).first { groups.positives[$0] == recall && groups.precision($0) >= limit }
        ?? lowest
      return (highest, groups.precision(highest))
    case .topRows(let rows):
      let last = groups.last { $0.called($1) <= rows }
      return (last, last < 0 ? 0 : groups.called(last))
    case .topShare(let share):
      let last = groups.last { $0.called($1) <= share * $0.mass }
      return (last, last < 0 ? 0 : groups.called(last) / groups.mass)
    case .leastCost(let falsePositive, let falseNegative):
      var (best, least) = (-1, falseNegative * groups.positiveMass)
      for group in 0..<groups.count {
        let missed = groups.positiveMass - groups.positives[group]
        let cost = falsePositive * groups.negatives[group] + falseNegative * missed
        if cost < least { (best, least) = (group, cost) }
      }
      return (best, least / groups.mass)
    }
  }
}

extension ScoreGroups {
  /// The last group that `holds` is true for, −1 for none. Sums are taken from the first group on.
  fileprivate func last(where holds: (ScoreGroups, Int) -> Bool) -> Int {
    (0..<count).last { holds(self, $0) } ?? -1
  }

  /// The weight of the rows in groups 0 … g.
  fileprivate func called(_ g: Int) -> Double { positives[g] + negatives[g] }

  fileprivate func precision(_ g: Int) -> Double { positives[g] / called(g) }
}

extension BinaryOutcomes {
  /// The same scores decided at another threshold.
  package func decided(at threshold: Double) -> BinaryOutcomes {
    BinaryOutcomes(
      labels: labels, scores: scores, scoresAreProbabilities: scoresAreProbabilities,
      decisions: scores.map { $0 >= threshold ? 1 : 0 }, weights: weights,
      weightMeaning: weightMeaning, threshold: threshold, descending: descending)
  }
}
