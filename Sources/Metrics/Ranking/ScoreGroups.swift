import Kernels

/// Rows in groups of equal score, highest score first, with the weight of each class in each group.
///
/// Every ranking metric is a function of these sums, so ties need no rule of their own.
struct ScoreGroups: Sendable {
  /// Rows of positive weight by descending score.
  let order: [Int32]
  /// Where each group starts in ``order``, and at last where the order ends.
  let starts: [Int32]
  /// Weight of the positive rows in groups 0 … g, compensated.
  let positives: [Double]
  /// Weight of the negative rows in groups 0 … g, compensated.
  let negatives: [Double]
  let positiveRows: Int
  let negativeRows: Int

  /// - Parameters:
  ///   - descending: An order of all rows by `scores`, highest first.
  ///   - isPositive: Whether a row is of the class that should score high.
  init(
    scores: [Double], descending: [Int32], weights: [Double]?, isPositive: (Int) -> Bool
  ) {
    let order = weights.map { weights in descending.filter { weights[Int($0)] > 0 } } ?? descending
    var starts: [Int32] = []
    var positives: [Double] = []
    var negatives: [Double] = []
    starts.reserveCapacity(order.count + 1)
    positives.reserveCapacity(order.count)
    negatives.reserveCapacity(order.count)
    var mass = (CompensatedSum(), CompensatedSum())
    var rows = (0, 0)
    var previous = Double.nan
    for (place, position) in order.enumerated() {
      let row = Int(position)
      if scores[row] != previous {
        previous = scores[row]
        if place > 0 {
          positives.append(mass.0.value)
          negatives.append(mass.1.value)
        }
        starts.append(Int32(place))
      }
      if isPositive(row) {
        mass.0.add(weights?[row] ?? 1)
        rows.0 += 1
      } else {
        mass.1.add(weights?[row] ?? 1)
        rows.1 += 1
      }
    }
    if !order.isEmpty {
      positives.append(mass.0.value)
      negatives.append(mass.1.value)
    }
    starts.append(Int32(order.count))
    self.order = order
    self.starts = starts
    self.positives = positives
    self.negatives = negatives
    (positiveRows, negativeRows) = rows
  }

  /// Groups of both classes.
  var count: Int { positives.count }
  /// The weight of all positive rows.
  var positiveMass: Double { positives.last ?? 0 }
  /// The weight of all negative rows.
  var negativeMass: Double { negatives.last ?? 0 }
  /// The weight of all rows.
  var mass: Double { positiveMass + negativeMass }

  /// The weight of the positive rows in group `g` alone.
  func positives(in g: Int) -> Double { positives[g] - (g == 0 ? 0 : positives[g - 1]) }
  /// The weight of the negative rows in group `g` alone.
  func negatives(in g: Int) -> Double { negatives[g] - (g == 0 ? 0 : negatives[g - 1]) }

  /// One value a row of `count` rows: that of its group and class; 0 for rows of weight 0.
  func spread(
    count: Int, positive: [Double], negative: [Double], isPositive: (Int) -> Bool
  ) -> [Double] {
    var values = [Double](repeating: 0, count: count)
    for g in 0..<self.count {
      for place in Int(starts[g])..<Int(starts[g + 1]) {
        let row = Int(order[place])
        values[row] = isPositive(row) ? positive[g] : negative[g]
      }
    }
    return values
  }
}

extension ScoreGroups {
  /// The groups of binary outcomes; unless told otherwise, both classes must have rows.
  init(
    _ outcomes: BinaryOutcomes, requiresPositives: Bool = true, requiresNegatives: Bool = true
  ) throws(Undefined) {
    guard !outcomes.scores.isEmpty || outcomes.count == 0 else { throw .decisionsOnly }
    let labels = outcomes.labels
    self.init(
      scores: outcomes.scores, descending: outcomes.descending, weights: outcomes.weights
    ) { labels[$0] == 1 }
    guard !order.isEmpty else { throw .noRows }
    guard positiveRows > 0 || !requiresPositives else { throw .noPositives }
    guard negativeRows > 0 || !requiresNegatives else { throw .noNegatives }
  }

  /// The value of a ranking metric with an influence for each group and class.
  func value(
    _ value: Double, outcomes: BinaryOutcomes, positive: [Double], negative: [Double]
  ) -> MetricValue {
    let labels = outcomes.labels
    return MetricValue(
      value: value, rows: order.count, limitingRows: max(1, min(positiveRows, negativeRows)),
      influence: spread(count: outcomes.count, positive: positive, negative: negative) {
        labels[$0] == 1
      })
  }
}
