import Findings
import Kernels
import Statistics
import Testing

@testable import Metrics

/// Limits of the worst of many pairs hold the truth as often as they say; the percentile bootstrap of
/// max - min never does at parity. `Benchmarks/fairness` has more designs and runs.
@Suite struct DisparityCoverageTests {
  struct Design: Sendable {
    let sizes: [Int]
    let candidate: [Double]
    let baseline: [Double]
  }

  private static let designs = [
    Design(sizes: [100, 100, 100], candidate: [0.5, 0.5, 0.5], baseline: [0.5, 0.5, 0.5]),
    Design(sizes: [150, 150, 150], candidate: [0.2, 0.35, 0.4], baseline: [0.3, 0.35, 0.4]),
  ]

  @Test(arguments: designs)
  func `simultaneous limits cover the truth in nine runs of ten`(design: Design) throws {
    let disparity = try #require(
      DisparityCatalog.all.first { $0.id == "demographic_parity_difference" })
    let codes = GroupCodes(
      attributes: ["g"],
      groups: design.sizes.indices.map { GroupCodes.Group(name: "g=\($0)", label: "\($0)") },
      codes: design.sizes.indices.flatMap {
        [UInt16](repeating: UInt16($0), count: design.sizes[$0])
      })
    func gap(_ rates: [Double]) -> Double { (rates.max() ?? 0) - (rates.min() ?? 0) }
    let (truth, change) = (gap(design.candidate), gap(design.candidate) - gap(design.baseline))
    var generator = SeededGenerator(seed: 11)
    var (covered, changeCovered) = (0, 0)
    let runs = 200
    for _ in 0..<runs {
      let cells = codes.codes.map { group -> UInt8 in
        let draw = Double.random(in: 0..<1, using: &generator)
        let isNew = Double.random(in: 0..<1, using: &generator) < 0.1
        let other = isNew ? Double.random(in: 0..<1, using: &generator) : draw
        return (draw < design.candidate[Int(group)] ? 2 : 0)
          | (other < design.baseline[Int(group)] ? 1 : 0)
      }
      let sums = GroupSums(
        cells: cells, codes: codes.codes, count: codes.groups.count,
        sample: RowSample(weights: nil))
      let result = DisparityComparison(
        alpha: 0.05, policy: GroupPolicy(), codes: codes, sums: sums, hasBaseline: true
      ).measure(disparity)[0]
      let estimate = try #require(result.candidate.estimate)
      let (low, high) = (try #require(estimate.low), try #require(estimate.high))
      if low <= truth + 1e-12, truth <= high + 1e-12 { covered += 1 }
      let difference = try #require(result.difference)
      let (from, to) = (try #require(difference.low), try #require(difference.high))
      if from <= change + 1e-12, change <= to + 1e-12 { changeCovered += 1 }
    }
    // Nominal are 90 %, and of 200 runs 2.4 standard errors are 5 %.
    #expect(Double(covered) >= 0.85 * Double(runs), "\(covered) of \(runs)")
    #expect(Double(changeCovered) >= 0.85 * Double(runs), "\(changeCovered) of \(runs)")
  }
}
