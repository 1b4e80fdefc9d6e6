import Findings
import Kernels
import Statistics

/// One number a query, and which queries have one.
struct QueryValues: Sendable {
  /// 0 for a query without a number.
  var values: [Double]
  /// Whether the query has a relevant row.
  var isJudged: [Bool]

  /// - Parameter value: the number of a query, or nil if it has no relevant row.
  init(_ outcomes: RankingOutcomes, _ value: (QueryRanking) -> Double?) {
    values = [Double](repeating: 0, count: outcomes.queries.count)
    isJudged = [Bool](repeating: true, count: outcomes.queries.count)
    for query in values.indices {
      // Sums of expectations may miss 1 by a rounding error.
      if let number = value(outcomes.ranking(ofQuery: query)) {
        values[query] = min(1, number)
      } else {
        isJudged[query] = false
      }
    }
  }

  /// The mean over queries with each query's influence; of the queries that are left out it is 0.
  func mean(_ outcomes: RankingOutcomes, _ empty: EmptyQueries) throws(Undefined) -> MetricValue {
    let weights = try queryWeights(outcomes)
    let emptyCount = weights.count(of: 0..<values.count) { !isJudged[$0] }
    // Full marks for nothing at all would be a perfect order of no relevant row.
    if empty == .one, !values.indices.contains(where: { isJudged[$0] && weights[$0] > 0 }) {
      throw .noRelevantRows
    }
    guard empty == .skip else {
      let filled = values.indices.map { isJudged[$0] ? values[$0] : empty == .one ? 1 : 0 }
      return weights.meanLoss(of: filled, notes: Self.notes(emptyCount, empty))
    }
    guard emptyCount > 0 else { return weights.meanLoss(of: values) }
    let judged = try RowWeights(
      weights: values.indices.map { isJudged[$0] ? weights[$0] : 0 },
      meaning: outcomes.weightMeaning, otherwise: .noRelevantRows)
    let mean = judged.mean(of: values)
    let share = judged.total / weights.total
    return MetricValue(
      value: mean, rows: judged.rows,
      influence: weights.influence(count: values.count) {
        isJudged[$0] ? (values[$0] - mean) / share : 0
      },
      strata: isJudged.map { $0 ? 1 : InfluenceError.outside },
      notes: Self.notes(emptyCount, empty))
  }

  private func queryWeights(_ outcomes: RankingOutcomes) throws(Undefined) -> RowWeights {
    do throws(Undefined) {
      return try RowWeights(outcomes)
    } catch {
      throw .noQueries
    }
  }

  private static func notes(_ count: Int, _ empty: EmptyQueries) -> [String] {
    guard count > 0 else { return [] }
    let subject =
      count == 1
      ? "1 query has no relevant row and"
      : "\(NumberStyle.ascii.count(count)) queries have no relevant row and"
    let verb =
      switch empty {
      case .skip: count == 1 ? "is left out" : "are left out"
      case .zero: count == 1 ? "counts 0" : "count 0"
      case .one: count == 1 ? "counts 1" : "count 1"
      }
    return ["\(subject) \(verb)"]
  }
}

extension Undefined {
  static let noQueries = Undefined("no query has a positive weight")
  static let noRelevantRows = Undefined("no query has a relevant row")
}

extension Metric<RankingOutcomes> {
  /// A metric that is the mean of a number in 0…1 of each query.
  ///
  /// - Parameter value: the number of a query, or nil if it has no relevant row.
  static func queryMean(
    id: String, name: String, unit: String = "", summary: String, formula: String,
    reference: String, empty: EmptyQueries, isShare: Bool = false,
    check: @escaping @Sendable (RankingOutcomes) throws(Undefined) -> Void = { _ in },
    _ value: @escaping @Sendable (QueryRanking) -> Double?
  ) -> Metric {
    Metric(
      id: id, name: name, direction: .higher, unit: unit, summary: summary, formula: formula,
      reference: reference, range: 0...1, interval: isShare ? .proportion : .normal,
      differenceMethod: .pairedTOverQueries, sees: .order
    ) { outcomes in
      .of { () throws(Undefined) in
        try check(outcomes)
        return try QueryValues(outcomes, value).mean(outcomes, empty)
      }
    }
  }
}
