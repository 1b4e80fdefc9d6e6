import Findings

extension Metric<RankingOutcomes> {
  /// The share of relevant rows among the first k.
  ///
  /// The divisor is k for shorter queries, too, as in trec_eval; without a cut-off it is the number of
  /// rows.
  package static func precisionAt(_ options: RelevanceOptions = .init(cutoff: .first(10))) -> Metric
  {
    .queryMean(
      id: "precision_at", name: "precision at k", unit: "rate",
      summary: "The share of relevant rows among the first k of a query.",
      formula: "mean over queries of #(relevant among the first k) / k",
      reference: "ranx.evaluate(qrels, run, 'precision@k')", empty: options.empty
    ) { query in
      guard query.relevantCount(from: options.threshold) > 0 else { return nil }
      let found = query.found(cutoff: options.cutoff.ranks, from: options.threshold)
      return switch options.cutoff {
      case .all: found / Double(query.count)
      case .first(let cutoff): found / Double(cutoff)
      }
    }
  }
}
