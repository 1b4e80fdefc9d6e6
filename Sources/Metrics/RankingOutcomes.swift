package import Kernels
package import Statistics

/// In what order a model put the rows of each query, and how relevant they are.
///
/// The query is what is sampled, so it is the unit of inference: metrics give one influence value a
/// query, and weights and clusters are those of queries.
package struct RankingOutcomes: Sendable {
  /// One grade a row, finite and >= 0.
  package let relevance: [Double]
  /// One finite score a row; only the order within a query counts.
  package let scores: [Double]
  package let queries: QueryGroups
  /// Whether a weight is a number of queries.
  package let weightMeaning: WeightMeaning
  /// The rows of one query after the other, in each by score, highest first (ties in position order).
  /// Made once for the whole table and filtered for each slice.
  package let order: [Int32]
  /// Where each query starts in ``order``, and at last the number of rows.
  let starts: [Int]
  /// The grades in ``order``.
  let ranked: [Double]
  /// Whether a row of ``order`` has the score of the one before it in its query.
  let isTied: [Bool]

  package init(
    relevance: [Double], scores: [Double], queries: QueryGroups,
    weightMeaning: WeightMeaning = .importance
  ) {
    self.init(
      relevance: relevance, scores: scores, queries: queries, weightMeaning: weightMeaning,
      order: queries.grouped(DescendingOrder.positions(of: scores)))
  }

  private init(
    relevance: [Double], scores: [Double], queries: QueryGroups, weightMeaning: WeightMeaning,
    order: [Int32]
  ) {
    precondition(
      relevance.count == queries.codes.count && scores.count == queries.codes.count,
      "grades, scores and queries of different rows")
    self.relevance = relevance
    self.scores = scores
    self.queries = queries
    self.weightMeaning = weightMeaning
    self.order = order
    starts = queries.starts
    ranked = order.map { relevance[Int($0)] }
    var isTied = [Bool](repeating: false, count: order.count)
    for (place, (above, row)) in zip(order, order.dropFirst()).enumerated() {
      isTied[place + 1] =
        scores[Int(above)] == scores[Int(row)]
        && queries.codes[Int(above)] == queries.codes[Int(row)]
    }
    self.isTied = isTied
  }

  /// The number of rows.
  package var count: Int { relevance.count }

  /// The rows of a query, best first.
  func ranking(ofQuery query: Int) -> QueryRanking {
    let places = starts[query]..<starts[query + 1]
    return QueryRanking(relevance: ranked[places], isTied: isTied[places])
  }

  /// The outcomes of the rows of a slice. A query is judged on those of its rows that are in it; one
  /// without any is gone.
  package func restricted(to mask: RowMask) -> RankingOutcomes {
    var isKept = [Bool](repeating: false, count: queries.count)
    let kept = mask.selected(of: queries.codes)
    for code in kept { isKept[Int(code)] = true }
    var numbers = [Int32](repeating: 0, count: queries.count)
    var number: Int32 = 0
    for query in isKept.indices where isKept[query] {
      numbers[query] = number
      number += 1
    }
    return RankingOutcomes(
      relevance: mask.selected(of: relevance), scores: mask.selected(of: scores),
      queries: QueryGroups(
        codes: kept.map { numbers[Int($0)] }, count: Int(number),
        weights: queries.weights.map { weights in
          weights.indices.filter { isKept[$0] }.map { weights[$0] }
        }),
      weightMeaning: weightMeaning, order: order.filtered(by: mask))
  }
}

extension RankingOutcomes: RowOutcomes {
  package var rowCount: Int { queries.count }
  package var weights: [Double]? { queries.weights }

  package func areAlike(_ other: RankingOutcomes, seeing part: ScorePart) -> Bool {
    if scores == other.scores { return true }
    return part == .order && scores.count >= ScorePart.fewestOrdered && order == other.order
      && isTied == other.isTied
  }

  /// The queries. All rows of one have the same cluster, and the smallest of their keys is the query's.
  package func sample(_ identity: RowIdentity) -> RowSample {
    let clusters = identity.clusters.map { clusters in
      (0..<queries.count).map { clusters[Int(order[starts[$0]])] }
    }
    let rowKeys = identity.keys
    let keys = rowKeys.map { keys in
      var smallest = [UInt64](repeating: .max, count: queries.count)
      for (row, code) in queries.codes.enumerated() {
        smallest[Int(code)] = min(smallest[Int(code)], keys[row])
      }
      return smallest
    }
    return RowSample(
      weights: weights, meaning: weightMeaning,
      identity: RowIdentity(clusters: clusters, keys: keys))
  }
}
