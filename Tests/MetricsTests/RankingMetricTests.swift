import Findings
import Kernels
import Metrics
import Statistics
import Testing

@Suite struct RankingMetricTests {
  private let reference: RankingReference

  init() throws { reference = try RankingReference.read() }

  @Test func `metrics give the reference values, ties included`() throws {
    var (defined, undefined) = (0, 0)
    for table in reference.cases {
      for metric in table.metrics {
        let expected = try #require(table.expected[metric.id], "\(metric.id)")
        let place: Comment = "\(metric.id), case '\(table.name)'"
        switch (metric.evaluate(table.outcomes), expected) {
        case (.defined(let value), let expected?):
          #expect(agree(value.value, expected, to: 1e-12), place)
          defined += 1
        case (.undefined(let reason), nil):
          #expect(reason == "no query has a relevant row", place)
          undefined += 1
        default: Issue.record(place)
        }
      }
    }
    #expect(defined == 84 && undefined == 7)
  }

  @Test func `XGBoost and LightGBM measure the same, where an empty query counts 1`() throws {
    let table = reference.booster
    let outcomes = RankingOutcomes.of(
      queries: table.queries, relevance: table.relevance, scores: table.scores)
    #expect(table.values.count == 8)
    let relevant = Set(zip(table.queries, table.relevance).filter { $0.1 > 0 }.map(\.0))
    let empty = Set(table.queries).subtracting(relevant).count
    #expect(empty > 0)
    for (name, expected) in table.values.sorted(by: { $0.key < $1.key }) {
      let words = name.split(separator: " ").map(String.init)
      let cutoff = RankCutoff.first(try #require(Int(words[2])))
      let metric: Metric<RankingOutcomes> =
        words[1] == "map"
        ? .meanAveragePrecision(RelevanceOptions(cutoff: cutoff, empty: .one))
        : .ndcg(cutoff, gain: try #require(RelevanceGain(rawValue: words[3])), empty: .one)
      let value = try #require(metric.evaluate(outcomes).defined)
      #expect(agree(value.value, expected, to: 1e-6), "\(name): \(value.value) \(expected)")
      #expect(value.notes == ["\(empty) queries have no relevant row and count 1"])
    }
  }

  @Test func `the order of the rows does not matter`() throws {
    for table in reference.cases {
      var generator = SeededGenerator(seed: 7, stream: table.name)
      let rows = table.queries.indices.shuffled(using: &generator)
      let numbers = RankingOutcomes.numbered(table.queries)
      let turned = RankingOutcomes(
        relevance: rows.map { table.relevance[$0] }, scores: rows.map { table.scores[$0] },
        queries: QueryGroups(
          codes: rows.map { Int32(numbers[$0]) }, count: table.queryCount, weights: table.weights))
      for metric in table.metrics {
        let (a, b) = (metric.evaluate(table.outcomes).defined, metric.evaluate(turned).defined)
        #expect((a == nil) == (b == nil))
        guard let a, let b else { continue }
        #expect(a.value == b.value && a.influence == b.influence, "\(metric.id), \(table.name)")
      }
    }
  }

  @Test func `a weight of k is k queries, and one of 0 is none`() throws {
    for table in reference.cases {
      let all = Array(0..<table.queryCount)
      let weights = all.map { Double($0 % 3) }
      let copies = all.flatMap { [Int](repeating: $0, count: $0 % 3) }
      for metric in table.metrics {
        let weighted = metric.evaluate(table.picking(all, weights: weights)).defined
        let repeated = metric.evaluate(table.picking(copies, weights: nil)).defined
        #expect((weighted == nil) == (repeated == nil), "\(metric.id), \(table.name)")
        guard let weighted, let repeated else { continue }
        #expect(agree(weighted.value, repeated.value, to: 1e-12), "\(metric.id), \(table.name)")
        for (place, query) in copies.enumerated() {
          #expect(agree(weighted.influence[query], repeated.influence[place], to: 1e-9))
        }
      }
    }
  }

  @Test func `influence is the derivative by the weight of a query`() throws {
    var checked = 0
    for table in reference.cases {
      let all = Array(0..<table.queryCount)
      let weights = all.map { Double($0 % 3 + 1) }
      let total = Sums.unordered(weights)
      for metric in table.metrics {
        let base = metric.evaluate(table.picking(all, weights: weights))
        guard let value = base.defined else { continue }
        #expect(value.influence.count == table.queryCount)
        for query in all where query % 5 == 0 {
          func moved(_ by: Double) throws -> Double {
            var moved = weights
            moved[query] += by
            return try #require(
              metric.evaluate(table.picking(all, weights: moved)).defined?.value)
          }
          let slope = try total * (moved(1e-3) - moved(-1e-3)) / 2e-3
          #expect(agree(value.influence[query], slope, to: 2e-6), "\(metric.id), \(table.name)")
          checked += 1
        }
      }
    }
    #expect(checked > 200)
  }

  @Test func `the difference is the paired t test over judged queries`() throws {
    let table = reference.cases[0]
    let candidate = table.outcomes
    let baseline = RankingOutcomes.of(
      queries: table.queries, relevance: table.relevance, scores: table.scores.map { -$0 })
    let metric = Metric<RankingOutcomes>.ndcg()
    var differences: [Double] = []
    for query in 0..<table.queryCount {
      let mask = RowMask(rowCount: candidate.count) { candidate.queries.codes[$0] == query }
      guard let new = metric.evaluate(candidate.restricted(to: mask)).defined,
        let old = metric.evaluate(baseline.restricted(to: mask)).defined
      else { continue }
      differences.append(new.value - old.value)
    }
    let n = Double(differences.count)
    #expect(differences.count > 10 && differences.count < table.queryCount)
    let mean = differences.reduce(0, +) / n
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / (n - 1) / n).squareRoot()
    let result = MetricComparison(alpha: 0.05).measure(
      metric, candidate: candidate, baseline: baseline)
    let difference = try #require(result.difference)
    #expect(agree(difference.value, mean, to: 1e-12))
    #expect(agree(try #require(difference.standardError), error, to: 1e-12))
    #expect(difference.degrees == n - 1)
    #expect(difference.method.hasPrefix("paired t over queries"))
    #expect(result.candidate.estimate?.rows == differences.count)
  }

  @Test func `a slice is what its rows alone give`() throws {
    for table in reference.cases {
      let mask = RowMask(rowCount: table.queries.count) { $0 % 3 != 1 }
      let rows = mask.rows.map(Int.init)
      let part = RankingOutcomes.of(
        queries: rows.map { table.queries[$0] }, relevance: rows.map { table.relevance[$0] },
        scores: rows.map { table.scores[$0] })
      let whole = RankingOutcomes.of(
        queries: table.queries, relevance: table.relevance, scores: table.scores)
      for metric in table.metrics {
        let a = metric.evaluate(whole.restricted(to: mask)).defined?.value
        let b = metric.evaluate(part).defined?.value
        #expect((a == nil) == (b == nil) && agree(a ?? 0, b ?? 0, to: 1e-12), "\(metric.id)")
      }
    }
  }

  @Test func `models that order alike are alike, whatever their scores`() {
    func outcomes(_ scores: [Double], rows: Int = 30) -> RankingOutcomes {
      .of(
        queries: (0..<rows).map { $0 % 2 }, relevance: (0..<rows).map { Double($0 % 4) },
        scores: (0..<rows).map { scores[$0 % 10] + Double($0 / 10) * 100 })
    }
    let scores = [3.0, 5, 1, 4, 2, 9, 8, 7, 6, 0]
    let first = outcomes(scores)
    #expect(first.areAlike(outcomes(scores.map { 3 * $0 - 7 }), seeing: .order))
    #expect(first.areAlike(outcomes(scores.map { $0 * 1.0001 }), seeing: .order))
    #expect(!first.areAlike(outcomes(scores.map { $0 * 1.0001 }), seeing: .values))
    #expect(!first.areAlike(outcomes([3, 4, 1, 4, 2, 9, 8, 7, 6, 0]), seeing: .order))
    #expect(!first.areAlike(outcomes([1, 5, 3, 4, 2, 9, 8, 7, 6, 0]), seeing: .order))
    // Few rows are in the same order by chance.
    let few = (outcomes(scores, rows: 8), outcomes(scores.map { $0 * 1.0001 }, rows: 8))
    #expect(few.0.areAlike(few.0, seeing: .order) && !few.0.areAlike(few.1, seeing: .order))
  }

  @Test func `clusters of queries make the standard error of their sums`() throws {
    let table = reference.cases[0]
    let outcomes = table.outcomes
    let single = RowIdentity(clusters: outcomes.queries.codes)
    let sample = outcomes.sample(single)
    #expect(sample.identity.clusters == (0..<Int32(table.queryCount)).map { $0 })
    #expect(sample.units(count: table.queryCount) == table.queryCount)
  }

  @Test func `grades that 2 to their power cannot tell are refused with the way out`() throws {
    let outcomes = RankingOutcomes.of(queries: [0, 0], relevance: [250, 1], scores: [1, 2])
    guard case .undefined(let reason) = Metric<RankingOutcomes>.ndcg().evaluate(outcomes) else {
      Issue.record("2^250 was used")
      return
    }
    #expect(reason.contains("250") && reason.contains("'gain: linear' fits"), "\(reason)")
    #expect(
      Metric<RankingOutcomes>.ndcg(gain: .linear).evaluate(outcomes).defined != nil)
  }
}
