import Findings

extension Metric<RankingOutcomes> {
  /// The share of queries with a relevant row among the first k.
  package static func hitRate(_ options: RelevanceOptions = .init(cutoff: .first(10))) -> Metric {
    .queryMean(
      id: "hit_rate", name: "hit rate", unit: "rate",
      summary: "The share of queries with a relevant row among the first k.",
      formula: "mean over queries of [a relevant row is among the first k]",
      reference: "ranx.evaluate(qrels, run, 'hit_rate@k')", empty: options.empty, isShare: true
    ) { query in
      guard query.relevantCount(from: options.threshold) > 0 else { return nil }
      return query.hit(cutoff: options.cutoff.ranks, from: options.threshold)
    }
  }
}
