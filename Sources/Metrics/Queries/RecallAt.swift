import Findings

extension Metric<RankingOutcomes> {
  /// The share of a query's relevant rows that are among the first k.
  package static func recallAt(_ options: RelevanceOptions = .init(cutoff: .first(10))) -> Metric {
    .queryMean(
      id: "recall_at", name: "recall at k", unit: "rate",
      summary: "The share of a query's relevant rows that are among the first k.",
      formula: "mean over queries of #(relevant among the first k) / R",
      reference: "ranx.evaluate(qrels, run, 'recall@k')", empty: options.empty
    ) { query in
      let relevant = query.relevantCount(from: options.threshold)
      guard relevant > 0 else { return nil }
      return query.found(cutoff: options.cutoff.ranks, from: options.threshold) / Double(relevant)
    }
  }
}
