import Kernels
import Statistics

/// Rows in groups of equal score, highest score first, with the weight of each class in each group.
///
/// Every ranking metric is a function of these sums, so ties need no rule of their own.
struct ScoreGroups: Sendable {
  /// Rows of positive weight by descending score.
  let order: [Int32]
  /// Rows of positive weight of each class; with frequencies the rows that they stand for.
  let positiveRows: Int
  let negativeRows: Int
  /// Rows of both classes.
  var rows: Int { positiveRows + negativeRows }
  private let groups: TieGroups
  let flags: [UInt8]

  /// - Parameters:
  ///   - descending: An order of all rows by `scores`, highest first.
  ///   - flags: 1 for a row of the class that should score high.
  init(
    scores: [Double], descending: [Int32], weights: [Double]?,
    weightMeaning: WeightMeaning = .importance, flags: [UInt8]
  ) {
    order = weights.map { weights in descending.filter { weights[Int($0)] > 0 } } ?? descending
    groups = TieGroups(order: order, scores: scores, flags: flags, weights: weights)
    self.flags = flags
    starts = groups.starts
    masses = GroupMasses(positives: groups.flagged, negatives: groups.others)
    if weights != nil, weightMeaning == .frequency {
      positiveRows = Int(exactly: masses.positiveMass.rounded()) ?? .max
      negativeRows = Int(exactly: masses.negativeMass.rounded()) ?? .max
    } else {
      positiveRows =
        weights.map { weights in flags.indices.count { flags[$0] == 1 && weights[$0] > 0 } }
        ?? flags.count { $0 == 1 }
      negativeRows = order.count - positiveRows
    }
  }

  /// Where each group starts in ``order``, and at last where the order ends.
  let starts: [Int32]
  /// The weight of each class in the groups.
  let masses: GroupMasses
  var positives: [Double] { masses.positives }
  var negatives: [Double] { masses.negatives }
  var positiveMass: Double { masses.positiveMass }
  var negativeMass: Double { masses.negativeMass }
  var mass: Double { masses.mass }
  var count: Int { masses.count }
  func positives(in g: Int) -> Double { masses.positives(in: g) }
  func negatives(in g: Int) -> Double { masses.negatives(in: g) }

  /// One value a row: that of its group and class; 0 for rows of weight 0.
  func spread(positive: [Double], negative: [Double]) -> [Double] {
    groups.spread(
      count: flags.count, order: order, flags: flags, flagged: positive, others: negative)
  }
}

extension ScoreGroups {
  /// The groups of binary outcomes; unless told otherwise, both classes must have rows.
  init(
    _ outcomes: BinaryOutcomes, requiresPositives: Bool = true, requiresNegatives: Bool = true
  ) throws(Undefined) {
    guard !outcomes.scores.isEmpty || outcomes.count == 0 else { throw .decisionsOnly }
    self.init(
      scores: outcomes.scores, descending: outcomes.descending, weights: outcomes.weights,
      weightMeaning: outcomes.weightMeaning, flags: outcomes.labels)
    guard !order.isEmpty else { throw .noRows }
    guard positiveRows > 0 || !requiresPositives else { throw .noPositives }
    guard negativeRows > 0 || !requiresNegatives else { throw .noNegatives }
  }

  /// The rows of each class.
  var classes: [@Sendable (Int) -> Bool] {
    let flags = flags
    return [{ flags[$0] == 1 }, { flags[$0] == 0 }]
  }

  /// The value of a ranking metric with an influence for each group and class.
  ///
  /// - Parameter isConditional: Whether the metric is a function of the two classes' own score
  ///   distributions: the classes are then strata of its variance.
  func value(
    _ value: Double, positive: [Double], negative: [Double], isConditional: Bool = false
  ) -> MetricValue {
    MetricValue(
      value: value, rows: rows, limitingRows: max(1, min(positiveRows, negativeRows)),
      limitingGroups: classes,
      influence: spread(positive: positive, negative: negative),
      strata: isConditional ? flags : nil)
  }
}
