import Kernels
import Statistics
import Testing

@Suite struct ResamplingTests {
  private let bootstrap = PoissonBootstrap(seed: 5)

  @Test func `a row counts Poisson(1) times`() {
    var counts = [Double](repeating: 0, count: 12)
    let rows: UInt64 = 40_000
    for replicate in 0..<5 {
      let drawn = bootstrap.replicate(replicate)
      for row in 0..<rows { counts[Int(drawn.count(SeededGenerator.mix(row)))] += 1 }
    }
    let all = Double(rows) * 5
    // exp(-1) / k!; five standard errors of a share over 200,000 draws.
    for (k, share) in [0.367_879, 0.367_879, 0.183_940, 0.061_313, 0.015_328, 0.003_066]
      .enumerated()
    {
      let error = (share * (1 - share) / all).squareRoot()
      #expect((counts[k] / all - share).magnitude < 5 * error, "\(k)")
    }
  }

  @Test func `replicates are independent and so are rows`() {
    let (first, second) = (bootstrap.replicate(0), bootstrap.replicate(1))
    var (replicates, rows) = (0.0, 0.0)
    for row in 0..<UInt64(20_000) {
      let key = SeededGenerator.mix(row)
      replicates += (first.count(key) - 1) * (second.count(key) - 1)
      rows += (first.count(key) - 1) * (first.count(SeededGenerator.mix(row + 1)) - 1)
    }
    // The mean of 20,000 products of unit variance.
    #expect((replicates / 20_000).magnitude < 0.035)
    #expect((rows / 20_000).magnitude < 0.035)
  }

  @Test func `a frequency counts as so many rows`() {
    let drawn = bootstrap.replicate(3)
    for frequency in [0.0, 1, 2, 7, 64] {
      let key = SeededGenerator.mix(UInt64(frequency) + 77)
      let rows = (0..<UInt64(frequency)).reduce(0.0) {
        $0 + drawn.count(PoissonBootstrap.key(key, copy: $1))
      }
      #expect(drawn.count(key, frequency: frequency) == rows)
    }
    // Beyond that, mean and variance are Poisson's.
    let counts = (0..<UInt64(4000)).map { drawn.count(SeededGenerator.mix($0), frequency: 200) }
    let mean = counts.reduce(0, +) / 4000
    let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3999
    #expect((mean - 200).magnitude < 1 && (variance - 200).magnitude < 25)
  }

  @Test func `percentiles, bias and p-value of known replicates`() throws {
    let values = (1...999).map { Optional(Double($0) / 1000) }
    let distribution = ReplicateDistribution(values)
    // With many rows the expansion goes to nothing. Student's limits reach further than the 5% and 95%
    // quantiles of a flat distribution do: 0.5 ∓ 1.644854 · 0.288531.
    let interval = try #require(
      distribution.interval(around: 0.5, alpha: 0.05, rows: 1_000_000))
    #expect((interval.low - 0.025409).magnitude < 1e-5)
    #expect((interval.high - 0.974591).magnitude < 1e-5)
    // A bias of 0.1 moves both limits back by two of it, and apart by another.
    let shifted = try #require(
      distribution.interval(around: 0.4, alpha: 0.05, rows: 1_000_000))
    #expect((interval.low - shifted.low - 0.3).magnitude < 1e-12)
    #expect((interval.high - shifted.high - 0.1).magnitude < 1e-12)
    // Where a few replicates are far out, the quantiles are.
    let tails = [Double](repeating: -1, count: 60) + [Double](repeating: 1, count: 60)
    let peaked = ReplicateDistribution((tails + [Double](repeating: 0, count: 879)).map { $0 })
    let wide = try #require(peaked.interval(around: 0, alpha: 0.05, rows: 1_000_000))
    #expect(wide.low == -1 && wide.high == 1)
    let few = try #require(distribution.interval(around: 0.5, alpha: 0.05, rows: 10))
    #expect(few.low < interval.low && few.high > interval.high)
    // No replicate is 0 or less: 2 · (1 + 0) / (999 + 1).
    #expect(distribution.p == 0.002)
    #expect(ReplicateDistribution([0, nil, nil, 1]).isUsable == false)
    #expect(ReplicateDistribution([2, 2, 2]).isConstant(against: 0))
  }

  @Test func `the rows of a cluster are drawn together, whatever the order`() {
    let identity = RowIdentity(clusters: [0, 1, 0, 2, 1], keys: [9, 3, 5, 7, 8])
    let keys = identity.drawingKeys(count: 5)
    #expect(keys == [5, 3, 5, 7, 3])
    let turned = RowIdentity(clusters: [4, 0, 3, 4, 3], keys: [8, 7, 5, 3, 9])
    #expect(turned.drawingKeys(count: 5) == [3, 7, 5, 3, 5])
  }

  @Test func `a slice keeps its rows' keys and numbers its clusters anew`() {
    let mask = RowMask(rowCount: 5) { $0 % 2 == 1 }
    let part = RowIdentity(clusters: [0, 1, 0, 2, 1]).restricted(to: mask)
    #expect(part.clusters == [0, 1])
    let whole = RowIdentity().drawingKeys(count: 5)
    #expect(RowIdentity().restricted(to: mask).drawingKeys(count: 2) == [whole[1], whole[3]])
  }
}
