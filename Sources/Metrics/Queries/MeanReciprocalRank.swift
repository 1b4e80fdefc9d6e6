import Findings

extension Metric<RankingOutcomes> {
  /// One by the rank of the first relevant row.
  package static func meanReciprocalRank(_ options: RelevanceOptions = .init(cutoff: .all))
    -> Metric
  {
    .queryMean(
      id: "mrr", name: "mean reciprocal rank",
      summary: "One by the rank of the first relevant row, averaged over queries.",
      formula:
        "mean over queries of 1 / rank of the first relevant row, 0 if it is not among the first k",
      reference: "ranx.evaluate(qrels, run, 'mrr@k')", empty: options.empty
    ) { query in
      guard query.relevantCount(from: options.threshold) > 0 else { return nil }
      return query.reciprocalRank(cutoff: options.cutoff.ranks, from: options.threshold)
    }
  }
}
