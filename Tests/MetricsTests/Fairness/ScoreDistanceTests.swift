import Findings
import Kernels
import Statistics
import Testing

@testable import Metrics

/// Distances between the score distributions of groups: scipy's values, and limits that hold the truth.
@Suite struct ScoreDistanceTests {
  private static func side(
    _ distance: ScoreDistance, _ rows: GroupedCase, scores: [Double]? = nil, reference: Int? = nil,
    threads: Int = 1
  ) throws -> ScoreDistanceComparison.Side {
    let outcomes = rows.outcomes(scores ?? rows.candidate)
    let sample = outcomes.sample(RowIdentity(clusters: rows.clusters))
    let codes = rows.codes
    let counts = GroupCounts(codes, sample)
    let distributions = ScoreDistributions(
      distance, outcomes, codes: codes.codes, chosen: Array(codes.groups.indices),
      reference: reference, sample: sample)
    return try #require(
      ScoreDistanceComparison(alpha: 0.05, seed: 3, parallel: Parallel(threads: threads))
        .side(distributions, rows: counts.effectiveRows, limit: 1))
  }

  @Test(arguments: ScoreDistance.allCases)
  func `the worst pair of groups is scipy's, with and without weights`(
    distance: ScoreDistance
  ) throws {
    for reference in try FairnessReference.read().cases {
      let expected = try #require(reference.expected[distance.rawValue] ?? nil)
      let own = try Self.side(distance, reference.rows)
      #expect((own.value - expected).magnitude < 1e-12, "\(reference.name): \(own.value)")
      let (low, high) = (try #require(own.low), try #require(own.high))
      #expect(0 <= low && low < own.value && own.value < high && high <= 1)
    }
  }

  /// Group a has 0, 0 and 1, b has 0, 0.5, 1 and 1.
  private static let small = GroupedCase(
    groups: ["a", "a", "a", "b", "b", "b", "b"], labels: [0, 1, 0, 1, 0, 1, 0],
    scores: [0, 0, 1, 0, 0.5, 1, 1])

  @Test func `by hand`() throws {
    // F_a - F_b is 2/3 - 1/4 below 0.5 and 2/3 - 1/2 up to 1.
    let distance = try Self.side(.kolmogorovSmirnov, Self.small)
    #expect((distance.value - 5.0 / 12).magnitude < 1e-15)
    let area = try Self.side(.wasserstein, Self.small)
    #expect((area.value - (5.0 / 12 + 1.0 / 6) / 2).magnitude < 1e-15)
  }

  @Test func `with a reference group only its pairs count`() throws {
    let rows = try #require(try FairnessReference.read().cases.first { $0.name == "five groups" })
      .rows
    let all = try Self.side(.kolmogorovSmirnov, rows)
    let first = try Self.side(.kolmogorovSmirnov, rows, reference: 0)
    #expect(all.distances.count == 10 && first.distances.count == 4)
    #expect(first.distances.allSatisfy { all.distances.contains($0) })
  }

  @Test(arguments: ScoreDistance.allCases)
  func `threads and the order of rows change nothing, and alike models do not differ`(
    distance: ScoreDistance
  ) throws {
    let rows = try #require(try FairnessReference.read().cases.first).rows
    let own = try Self.side(distance, rows)
    let threaded = try Self.side(distance, rows, threads: 3)
    #expect(own.low == threaded.low && own.high == threaded.high)
    let comparison = ScoreDistanceComparison(
      alpha: 0.05, seed: 3, parallel: Parallel(threads: 1))
    #expect(comparison.difference(own, own, areAlike: true) == .identical)
    let other = try Self.side(distance, rows, scores: rows.candidate.map { $0 * $0 })
    let change = comparison.difference(own, other, areAlike: false)
    let (low, high) = (try #require(change.low), try #require(change.high))
    #expect(low < change.value && change.value < high)
    #expect((change.value - own.value + other.value).magnitude < 1e-15)
  }

  @Test func `a shift of all scores moves them by so much, and scales with them`() throws {
    let rows = Self.small
    let scaled = try Self.side(.wasserstein, rows, scores: rows.candidate.map { $0 / 4 + 0.2 })
    let plain = try Self.side(.wasserstein, rows)
    #expect((scaled.value - plain.value / 4).magnitude < 1e-15)
    let ranks = try Self.side(.kolmogorovSmirnov, rows, scores: rows.candidate.map { $0 / 4 + 0.2 })
    #expect(try Self.side(.kolmogorovSmirnov, rows).value == ranks.value)
  }

  @Test(arguments: ScoreDistance.allCases)
  func `cells of many rows deviate as the rows do`(distance: ScoreDistance) throws {
    var generator = SeededGenerator(seed: 4)
    let count = ScoreDistributions.mostCells + 2000
    let scores = (0..<count).map { _ in Double.random(in: 0..<1, using: &generator) }
    let rows = GroupedCase(
      groups: (0..<count).map { $0 % 2 == 0 ? "a" : "b" }, labels: scores.map { _ in 0 },
      scores: scores)
    let outcomes = rows.outcomes(scores)
    let replicate = PoissonBootstrap(seed: 2).replicate(0)
    let deviation = try #require(
      ScoreDistributions(
        distance, outcomes, codes: rows.codes.codes, chosen: [0, 1], reference: nil,
        sample: outcomes.sample(RowIdentity())
      ).deviations(replicate))
    // By definition, over all rows.
    let keys = RowIdentity().drawingKeys(count: count)
    let weights = keys.map { replicate.count($0) }
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var totals = [0.0, 0]
    for row in order { totals[row % 2] += weights[row] }
    var (gap, largest, area) = (0.0, 0.0, 0.0)
    for (place, row) in order.enumerated() {
      let step = weights[row] / totals[row % 2] - 2 / Double(count)
      gap += row % 2 == 0 ? step : -step
      largest = max(largest, gap.magnitude)
      if place + 1 < count { area += gap.magnitude * (scores[order[place + 1]] - scores[row]) }
    }
    let expected = distance == .kolmogorovSmirnov ? largest : area
    #expect((deviation[0] - expected).magnitude < 0.02 * expected, "\(deviation) \(expected)")
  }

  /// Of equal groups the percentile bootstrap of a distance holds 0 in no run.
  @Test(arguments: [0.0, 0.15])
  func `limits hold the truth where groups are alike, and where they are not`(shift: Double) throws
  {
    var generator = SeededGenerator(seed: 17)
    let groups = (0..<120).map { $0 < 60 ? "a" : "b" }
    var (below, above) = (0, 0)
    let runs = 12
    for _ in 0..<runs {
      // Uniform scores, moved by `shift` in b: both distances are the shift.
      let scores = groups.map {
        0.85 * Double.random(in: 0..<1, using: &generator) + ($0 == "b" ? 0.85 * shift : 0)
      }
      let own = try Self.side(
        .kolmogorovSmirnov,
        GroupedCase(groups: groups, labels: groups.map { _ in 0 }, scores: scores))
      if (own.low ?? 1) <= shift { below += 1 }
      if (own.high ?? 0) >= shift { above += 1 }
    }
    #expect(below >= runs - 2 && above >= runs - 2, "\(below), \(above) of \(runs)")
  }
}
