import Findings
import Kernels
import Metrics
import Statistics
import Testing

/// What must not change a comparison: over every binary and regression metric.
@Suite struct ComparisonPropertyTests {
  private let count = 60

  private func binary(_ rows: [Int], weights: [Double]? = nil, meaning: WeightMeaning = .frequency)
    -> (candidate: BinaryOutcomes, baseline: BinaryOutcomes)
  {
    func outcomes(_ factor: Int) -> BinaryOutcomes {
      let scores = rows.map { row in
        min(0.98, 0.05 + Double((row * factor) % 17) / 26 + Double(label(row)) * 0.27)
      }
      return BinaryOutcomes(
        labels: rows.map { UInt8(label($0)) }, scores: scores, scoresAreProbabilities: true,
        decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: weights, weightMeaning: meaning,
        threshold: 0.5, descending: DescendingOrder.positions(of: scores))
    }
    return (outcomes(7), outcomes(11))
  }

  private func label(_ row: Int) -> Int { (row * row + row / 3) % 5 < 2 ? 1 : 0 }

  private func identity(_ keys: [UInt64], clusters: [Int32]? = nil) -> RowIdentity {
    RowIdentity(clusters: clusters, keys: keys)
  }

  private func key(_ row: Int) -> UInt64 { SeededGenerator.mix(UInt64(row) &+ 991) }

  private static let metrics: [Metric<BinaryOutcomes>] =
    MetricCatalog.binary + [.recallAtFPR(0.1), .topShare(.recall, of: 0.2)]

  private func expectSame(
    _ a: MetricComparison.Result, _ b: MetricComparison.Result, _ place: String,
    exactly: Bool = false
  ) {
    func same(_ x: Double?, _ y: Double?) -> Bool {
      guard let x, let y else { return x == nil && y == nil }
      return exactly ? x == y : agree(x, y, to: 1e-9)
    }
    #expect(
      same(a.candidate.estimate?.low, b.candidate.estimate?.low)
        && same(a.candidate.estimate?.high, b.candidate.estimate?.high)
        && a.candidate.estimate?.rows == b.candidate.estimate?.rows, "\(place): value")
    #expect(
      same(a.difference?.low, b.difference?.low) && same(a.difference?.high, b.difference?.high)
        && same(a.difference?.p, b.difference?.p), "\(place): difference")
  }

  @Test(arguments: metrics.map(\.id))
  func `order, threads and frequencies change nothing`(id: String) throws {
    let metric = try #require(Self.metrics.first { $0.id == id })
    let rows = Array(0..<count)
    let table = binary(rows)
    let keys = rows.map(key)
    func measure(
      _ table: (candidate: BinaryOutcomes, baseline: BinaryOutcomes), _ identity: RowIdentity,
      threads: Int = 1
    ) -> MetricComparison.Result {
      MetricComparison(
        alpha: 0.05, seed: 3, identity: identity, parallel: Parallel(threads: threads)
      ).measure(metric, candidate: table.candidate, baseline: table.baseline)
    }
    let plain = measure(table, identity(keys))
    expectSame(plain, measure(table, identity(keys), threads: 3), "threads", exactly: true)
    let turned = rows.map { ($0 * 23) % count }
    expectSame(plain, measure(binary(turned), identity(turned.map(key))), "order")
    // Each row once to three times, as rows and as frequencies.
    let copies = rows.flatMap { row in [Int](repeating: row, count: row % 3 + 1) }
    let copyKeys = rows.flatMap { row in
      (0..<UInt64(row % 3 + 1)).map { PoissonBootstrap.key(key(row), copy: $0) }
    }
    let repeated = measure(binary(copies), identity(copyKeys))
    let weighted = measure(
      binary(rows, weights: rows.map { Double($0 % 3 + 1) }), identity(keys))
    expectSame(repeated, weighted, "frequencies")
    // A cluster of one row is a row.
    let single = measure(table, identity(keys, clusters: turned.map { Int32($0) }))
    let ones = measure(
      binary(rows, weights: rows.map { _ in 2.5 }, meaning: .importance), identity(keys))
    // Shares of rows and sums of influences round differently.
    #expect(agree(single.difference?.value ?? .nan, plain.difference?.value ?? 0, to: 1e-9))
    #expect(
      agree(ones.difference?.standardError ?? 0, single.difference?.standardError ?? 0, to: 0.02))
  }
}
