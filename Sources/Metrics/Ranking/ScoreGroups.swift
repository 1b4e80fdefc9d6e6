import Kernels

/// Rows in groups of equal score, highest score first, with the weight of each class in each group.
///
/// Every ranking metric is a function of these sums, so ties need no rule of their own.
struct ScoreGroups: Sendable {
  /// Rows of positive weight by descending score.
  let order: [Int32]
  let positiveRows: Int
  let negativeRows: Int
  private let groups: TieGroups
  private let flags: [UInt8]

  /// - Parameters:
  ///   - descending: An order of all rows by `scores`, highest first.
  ///   - flags: 1 for a row of the class that should score high.
  init(scores: [Double], descending: [Int32], weights: [Double]?, flags: [UInt8]) {
    order = weights.map { weights in descending.filter { weights[Int($0)] > 0 } } ?? descending
    groups = TieGroups(order: order, scores: scores, flags: flags, weights: weights)
    positiveRows =
      weights.map { weights in flags.indices.count { flags[$0] == 1 && weights[$0] > 0 } }
      ?? flags.count { $0 == 1 }
    negativeRows = order.count - positiveRows
    self.flags = flags
    starts = groups.starts
    positives = groups.flagged
    negatives = groups.others
    positiveMass = positives.last ?? 0
    negativeMass = negatives.last ?? 0
  }

  /// Where each group starts in ``order``, and at last where the order ends.
  let starts: [Int32]
  /// Weight of the positive rows in groups 0 … g.
  let positives: [Double]
  /// Weight of the negative rows in groups 0 … g.
  let negatives: [Double]
  /// Groups of both classes.
  var count: Int { positives.count }
  /// The weight of all positive rows.
  let positiveMass: Double
  /// The weight of all negative rows.
  let negativeMass: Double
  /// The weight of all rows.
  var mass: Double { positiveMass + negativeMass }

  /// The weight of the positive rows in group `g` alone.
  func positives(in g: Int) -> Double { positives[g] - (g == 0 ? 0 : positives[g - 1]) }
  /// The weight of the negative rows in group `g` alone.
  func negatives(in g: Int) -> Double { negatives[g] - (g == 0 ? 0 : negatives[g - 1]) }

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
      flags: outcomes.labels)
    guard !order.isEmpty else { throw .noRows }
    guard positiveRows > 0 || !requiresPositives else { throw .noPositives }
    guard negativeRows > 0 || !requiresNegatives else { throw .noNegatives }
  }

  /// The value of a ranking metric with an influence for each group and class.
  func value(_ value: Double, positive: [Double], negative: [Double]) -> MetricValue {
    MetricValue(
      value: value, rows: order.count, limitingRows: max(1, min(positiveRows, negativeRows)),
      influence: spread(positive: positive, negative: negative))
  }
}
