import FoundationEssentials
import Metrics

/// Rankings with the values that scikit-learn, XGBoost, LightGBM and every order of ties give.
struct RankingReference: Decodable {
  struct Case: Decodable {
    let name: String
    let queries: [Int]
    let relevance: [Double]
    let scores: [Double]
    /// One a query, in the order in which they first occur.
    let weights: [Double]?
    let k: Int?
    let gain: String
    let relevantFrom: Double
    let empty: String
    let expected: [String: Double?]

    var queryCount: Int { Set(queries).count }

    var outcomes: RankingOutcomes {
      .of(queries: queries, relevance: relevance, scores: scores, weights: weights)
    }

    /// The catalogue's metrics with the case's options.
    var metrics: [Metric<RankingOutcomes>] {
      let cutoff = k.map(RankCutoff.first) ?? .all
      let empty = EmptyQueries(rawValue: empty) ?? .skip
      let options = RelevanceOptions(cutoff: cutoff, threshold: relevantFrom, empty: empty)
      return MetricCatalog.rankingByRelevance.map { $0.metric(options) } + [
        .expectedReciprocalRank(cutoff, empty: empty),
        .ndcg(cutoff, gain: RelevanceGain(rawValue: gain) ?? .exponential, empty: empty),
      ]
    }

    /// These queries, numbered anew, with these weights.
    func picking(_ chosen: [Int], weights: [Double]?) -> RankingOutcomes {
      var (codes, grades, numbers): ([Int], [Double], [Double]) = ([], [], [])
      let names = RankingOutcomes.numbered(queries)
      for (place, query) in chosen.enumerated() {
        for row in queries.indices where names[row] == query {
          codes.append(place)
          grades.append(relevance[row])
          numbers.append(scores[row])
        }
      }
      return RankingOutcomes(
        relevance: grades, scores: numbers,
        queries: QueryGroups(
          codes: codes.map { Int32($0) }, count: chosen.count, weights: weights))
    }
  }

  /// A table that XGBoost and LightGBM measured themselves.
  struct Booster: Decodable {
    let queries: [Int]
    let relevance: [Double]
    let scores: [Double]
    let values: [String: Double]
  }

  let cases: [Case]
  let booster: Booster

  static func read() throws -> RankingReference {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return try JSONDecoder().decode(
      RankingReference.self,
      from: Data(contentsOf: folder.appending(path: "Reference/ranking.json")))
  }
}

extension RankingOutcomes {
  /// Queries numbered in the order in which they first occur.
  static func numbered(_ queries: [Int]) -> [Int] {
    var numbers: [Int: Int] = [:]
    return queries.map { query in
      let number = numbers[query] ?? numbers.count
      numbers[query] = number
      return number
    }
  }

  static func of(
    queries: [Int], relevance: [Double], scores: [Double], weights: [Double]? = nil
  ) -> RankingOutcomes {
    let codes = numbered(queries)
    return RankingOutcomes(
      relevance: relevance, scores: scores,
      queries: QueryGroups(
        codes: codes.map { Int32($0) }, count: (codes.max() ?? -1) + 1, weights: weights))
  }
}
