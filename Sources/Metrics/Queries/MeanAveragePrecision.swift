import Findings

extension Metric<RankingOutcomes> {
  /// The precision down to each relevant row, averaged over a query's relevant rows.
  ///
  /// The divisor is the number of relevant rows that could be among the first k, min(R, k): an order
  /// that cannot be better has 1, as in XGBoost; trec_eval divides by R.
  package static func meanAveragePrecision(_ options: RelevanceOptions = .init(cutoff: .all))
    -> Metric
  {
    .queryMean(
      id: "map", name: "mean average precision",
      summary: "The precision down to each relevant row, averaged over relevant rows and queries.",
      formula:
        "mean over queries of 1/min(R, k) sum over relevant rows of the first k of precision@rank",
      reference: "sklearn.metrics.average_precision_score a query; xgboost map@k",
      empty: options.empty
    ) { query in
      let relevant = query.relevantCount(from: options.threshold)
      guard relevant > 0 else { return nil }
      let cutoff = options.cutoff.ranks
      return query.precisionSum(cutoff: cutoff, from: options.threshold)
        / Double(min(relevant, cutoff))
    }
  }
}
