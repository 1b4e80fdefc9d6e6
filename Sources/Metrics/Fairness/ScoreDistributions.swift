import Glibc
package import Statistics

/// The score distributions of some groups on the same rows, sorted once: their distances as they are, and
/// how far the replicates of a Poisson bootstrap deviate from them.
package struct ScoreDistributions: Sendable {
  /// Two places among the groups.
  package struct Pair: Sendable, Equatable {
    package let first: Int
    package let second: Int
  }

  /// Replicates are looked at in so many thresholds at most, of equally many rows each: what a deviation of
  /// the root of n rows does between two of them does not show.
  static let mostCells = 4096

  package let pairs: [Pair]
  private let exact: ScoreSteps
  /// By place, its share of its group.
  private let shares: [Double]
  private let drawn: DrawnWeights

  /// The same with the places of a cell and a group joined.
  private let coarse: ScoreSteps
  private let coarseShares: [Double]
  /// By place, where it is in ``coarse``.
  private let entries: [Int32]

  /// - Parameters:
  ///   - codes: The group of each row, among `chosen`.
  ///   - chosen: The groups that are compared; rows of others are left out.
  ///   - reference: The place in `chosen` of the group that all others are compared with; nil compares
  ///     every pair.
  package init(
    _ distance: ScoreDistance, _ outcomes: BinaryOutcomes, codes: [UInt16], chosen: [Int],
    reference: Int?, sample: RowSample
  ) {
    var places = [Int](repeating: -1, count: (codes.max().map(Int.init) ?? -1) + 1)
    for (place, group) in chosen.enumerated() where group < places.count { places[group] = place }
    let order = outcomes.descending.reversed().filter { row in
      places[Int(codes[Int(row)])] >= 0 && sample.weights?[Int(row)] ?? 1 > 0
    }
    let count = chosen.count
    let pairs = (0..<count).flatMap { second in
      (0..<second).filter { reference == nil || $0 == reference || second == reference }
        .map { Pair(first: $0, second: second) }
    }
    let exact = ScoreSteps(
      distance, scores: order.map { outcomes.scores[Int($0)] },
      groups: order.map { places[Int(codes[Int($0)])] }, pairs: pairs, groupCount: count)
    let weights = order.map { sample.weights?[Int($0)] ?? 1 }
    var totals = [Double](repeating: 0, count: count)
    for (place, group) in exact.groups.enumerated() { totals[group] += weights[place] }
    let shares = weights.indices.map { weights[$0] / totals[exact.groups[$0]] }

    var (scores, groups, joined) = ([Double](), [Int](), [Double]())
    var entries = [Int32](repeating: 0, count: order.count)
    var entryOfGroup = [Int](repeating: -1, count: count)
    // The places of a cell rise together, where its first one does.
    var (cell, score) = (-1, 0.0)
    exact.eachBlock { block in
      let next =
        order.count <= ScoreDistributions.mostCells
        ? block.lowerBound : block.lowerBound * ScoreDistributions.mostCells / order.count
      if next != cell {
        (cell, score) = (next, exact.scores[block.lowerBound])
        entryOfGroup = [Int](repeating: -1, count: count)
      }
      for place in block {
        let group = exact.groups[place]
        if entryOfGroup[group] < 0 {
          entryOfGroup[group] = scores.count
          scores.append(score)
          groups.append(group)
          joined.append(0)
        }
        joined[entryOfGroup[group]] += shares[place]
        entries[place] = Int32(truncatingIfNeeded: entryOfGroup[group])
      }
    }
    coarse = ScoreSteps(
      distance, scores: scores, groups: groups, pairs: pairs, groupCount: count)
    (self.pairs, self.exact, self.shares) = (pairs, exact, shares)
    (coarseShares, self.entries) = (joined, entries)
    drawn = DrawnWeights(sample, count: codes.count, order: order)
  }

  /// The distances of all pairs.
  package var distances: [Double] { exact.norms(shares) }

  /// By pair, a limit that the true distance is above with probability `alpha` at most.
  ///
  /// A distance is the largest of many linear numbers: F(x) - G(x) over thresholds x, or the difference of
  /// two means of φ(score) over functions φ of slope 1 or less (Kantorovich and Rubinstein). The true
  /// distance is one of them, and its estimate is not above that of the distance. So Newcombe's largest
  /// upper limit over all thresholds serves, and for areas the standard error of a mean of φ, which varies
  /// no more than the score itself.
  ///
  /// - Parameters:
  ///   - rows: The effective number of rows of each group.
  ///   - limit: No distance is larger.
  func upperLimits(rows: [Double], limit: Double, alpha: Double) -> [Double] {
    switch exact.distance {
    case .kolmogorovSmirnov:
      return exact.largest(shares) { pair, first, second in
        let gap = IndependentShares(
          first: min(1, first), firstCount: rows[pairs[pair].first], second: min(1, second),
          secondCount: rows[pairs[pair].second]
        ).difference(alpha: alpha)
        return max(gap.high, -gap.low)
      }
    case .wasserstein:
      let variances = variances
      return zip(pairs, distances).map { pair, value in
        let (n, m) = (rows[pair.first], rows[pair.second])
        guard min(n, m) > 1 else { return .infinity }
        let error =
          (variances[pair.first] / (n - 1) + variances[pair.second] / (m - 1)).squareRoot()
        // Where no score varies, what all rows agreeing could still hide.
        guard error > 1e-12 else { return value + limit * (1 - pow(alpha, 1 / min(n, m))) }
        return value + StudentT(degrees: min(n, m) - 1).upperQuantile(alpha) * error
      }
    }
  }

  /// By group, of the scores.
  private var variances: [Double] {
    let none = [Double](repeating: 0, count: exact.groupCount)
    var (means, squares) = (none, none)
    for (place, group) in exact.groups.enumerated() {
      means[group] += shares[place] * exact.scores[place]
    }
    for (place, group) in exact.groups.enumerated() {
      let distance = exact.scores[place] - means[group]
      squares[group] += shares[place] * distance * distance
    }
    return squares
  }

  /// How far each pair's replicate deviates from the rows as they are: ‖(F* - F) - (G* - G)‖. Nil where a
  /// group has no row in it.
  func deviations(_ replicate: PoissonBootstrap.Replicate) -> [Double]? {
    var weights = [Double](repeating: 0, count: coarseShares.count)
    var totals = [Double](repeating: 0, count: coarse.groupCount)
    for (place, entry) in entries.enumerated() {
      weights[Int(entry)] += drawn.weight(place, in: replicate)
    }
    for (entry, group) in coarse.groups.enumerated() { totals[group] += weights[entry] }
    guard totals.allSatisfy({ $0 > 0 }) else { return nil }
    for (entry, group) in coarse.groups.enumerated() {
      weights[entry] = weights[entry] / totals[group] - coarseShares[entry]
    }
    return coarse.norms(weights)
  }
}
