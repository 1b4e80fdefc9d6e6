package import Statistics

extension RankingOutcomes {
  /// The drawn queries, each as often as it was drawn; where one is exchanged, `other` orders its rows.
  ///
  /// Nil unless the rows were drawn in groups that hold whole queries.
  package func drawn(_ draw: PairedDraw, exchangedWith other: RankingOutcomes) -> RankingOutcomes? {
    guard let groups = draw.clusters else { return nil }
    var numbers: [DrawnQuery: Int32] = [:]
    var originals: [Int32] = []
    let codes = draw.rows.indices.map { place in
      let original = queries.codes[Int(draw.rows[place])]
      let query = DrawnQuery(group: groups[place], original: original)
      if let number = numbers[query] { return number }
      let number = Int32(truncatingIfNeeded: originals.count)
      numbers[query] = number
      originals.append(original)
      return number
    }
    return RankingOutcomes(
      relevance: draw.rows(of: relevance),
      scores: draw.answers(of: scores, exchangedWith: other.scores),
      queries: QueryGroups(
        codes: codes, count: originals.count,
        weights: draw.countsOnce
          ? nil : weights.map { weights in originals.map { weights[Int($0)] } }),
      weightMeaning: weightMeaning)
  }

  private struct DrawnQuery: Hashable {
    let group: Int32
    let original: Int32
  }

  /// The same model with some relevant rows put behind all others of their query.
  ///
  /// - Parameter isHit: One value a row; rows of grade 0 stay where they are.
  package func damaged(at isHit: [Bool]) -> RankingOutcomes {
    var ranks = [Double](repeating: 0, count: count)
    var rank = 0.0
    for (place, row) in order.enumerated() {
      // Only the order within a query counts, so the places serve as scores.
      if !isTied[place] { rank = Double(order.count - place) }
      ranks[Int(row)] = isHit[Int(row)] && relevance[Int(row)] > 0 ? 0 : rank
    }
    return RankingOutcomes(
      relevance: relevance, scores: ranks, queries: queries, weightMeaning: weightMeaning)
  }
}
