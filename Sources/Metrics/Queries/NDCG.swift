import Findings
import Glibc

/// What a row of some grade is worth; the raw value is the word in `tollgate.yml`.
package enum RelevanceGain: String, Sendable, CaseIterable {
  /// 2^grade - 1, as in LightGBM, XGBoost and most of the literature (Burges et al., 2005).
  case exponential
  /// The grade itself, as in scikit-learn and trec_eval (Järvelin and Kekäläinen, 2002).
  case linear

  /// The highest grade for which the gain is meant.
  var highestGrade: Double { self == .exponential ? 31 : 1e100 }

  @inline(__always)
  func callAsFunction(_ grade: Double) -> Double { self == .linear ? grade : exp2(grade) - 1 }
}

extension Metric<RankingOutcomes> {
  /// The discounted gain of a query's order, by that of the best order.
  ///
  /// Ties: the mean over all orders of tied rows (McSherry and Najork, "Computing information
  /// retrieval performance measures efficiently in the presence of tied scores", 2008).
  package static func ndcg(
    _ cutoff: RankCutoff = .first(10), gain: RelevanceGain = .exponential,
    empty: EmptyQueries = .skip
  ) -> Metric {
    .queryMean(
      id: "ndcg", name: "NDCG",
      summary: "How much of the relevance the top of the order holds, by the best order.",
      formula:
        "mean over queries of DCG / ideal DCG, DCG = sum over the first k of gain / log2(rank + 1)",
      reference: "sklearn.metrics.ndcg_score (gain: linear), xgboost ndcg (gain: exponential)",
      empty: empty,
      check: { outcomes throws(Undefined) in
        guard let highest = outcomes.relevance.max(), highest > gain.highestGrade else { return }
        throw Undefined(
          gain == .linear
            ? "a relevance is above \(NumberStyle.ascii.short(gain.highestGrade))"
            : "a relevance is \(NumberStyle.ascii.short(highest)), and 2^relevance is for grades up "
              + "to 31; 'gain: linear' fits")
      }
    ) { query in
      let ideal = query.idealGain(cutoff: cutoff.ranks, gain)
      return ideal > 0 ? query.discountedGain(cutoff: cutoff.ranks, gain) / ideal : nil
    }
  }
}

extension QueryRanking {
  /// 1 / log2(rank + 1), rank from 1.
  @inline(__always)
  private func discount(_ rank: Int) -> Double { 1 / log2(Double(rank) + 1) }

  /// The expected discounted gain of the first `cutoff` rows.
  func discountedGain(cutoff: Int, _ gain: RelevanceGain) -> Double {
    var sum = 0.0
    forEachTie { above, grades in
      let taken = min(grades.count, cutoff - above)
      var gains = 0.0
      for grade in grades { gains += gain(grade) }
      guard gains > 0 else { return above + grades.count < cutoff }
      var discounts = 0.0
      for place in 0..<taken { discounts += discount(above + place + 1) }
      sum += gains / Double(grades.count) * discounts
      return above + grades.count < cutoff
    }
    return sum
  }

  /// The discounted gain of the first `cutoff` rows in the best order.
  func idealGain(cutoff: Int, _ gain: RelevanceGain) -> Double {
    var sum = 0.0
    for (place, grade) in relevance.sorted(by: >).prefix(cutoff).enumerated() {
      guard grade > 0 else { break }
      sum += gain(grade) * discount(place + 1)
    }
    return sum
  }
}
