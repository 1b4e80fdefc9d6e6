package import Findings

/// How unlike the groups are, as one number: a line of ``DisparityCatalog``.
package struct Disparity: Sendable {
  /// What two groups are compared by.
  package enum Contrast: Sendable {
    /// First minus second; the largest over all pairs counts.
    case difference
    /// First over second; the smallest over all pairs counts.
    case ratio
    /// No pair: the largest value of any group counts.
    case largest
    /// No pair: the value farthest from 0 of any group counts.
    case farthest
  }

  /// How several statistics become one number.
  package enum Combination: Sendable {
    /// The worst contrast of any of them.
    case worst
    /// The mean of the worst contrast of each.
    case mean
  }

  /// As in the configuration; stable.
  package let id: String
  package let title: String
  package let summary: String
  package let formula: String
  /// The function of the field that gives the same number.
  package let reference: String
  package let statistics: [GroupStatistic]
  package let contrast: Contrast
  package var combination = Combination.worst
  /// Whether each group is compared with the reference group and keeps its sign: one number a group.
  package var isSigned = false

  /// Which way is better: nearer to parity, for a number without sign.
  package var direction: Direction {
    guard !isSigned else { return .none }
    return contrast == .ratio ? .higher : .lower
  }

  /// See ``Measurement/unit``.
  package var unit: String {
    let isShare = statistics.allSatisfy { if case .share = $0.scale { true } else { false } }
    if contrast == .ratio { return "" }
    return isShare ? "rate" : statistics[0].source == .errors ? "label" : ""
  }

  /// Whether the smallest contrast counts, not the largest.
  var seeksSmallest: Bool { contrast == .ratio }

  /// The sums that it reads.
  package var source: GroupStatistic.Source { statistics[0].source }

  /// Whether the baseline has the number too; a measure of both models has not.
  package var isOfBoth: Bool { statistics.allSatisfy(\.isOfBoth) }
}
