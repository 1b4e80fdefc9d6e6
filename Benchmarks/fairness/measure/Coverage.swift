import Findings
import Kernels
import Metrics
import Statistics

/// How often the limits of the worst contrast hold the truth, and on which side they miss it.
struct Coverage {
  let runs: Int

  /// Groups of these sizes, selected at these rates by two models that agree on most rows.
  struct Design {
    let name: String
    let sizes: [Int]
    let candidate: [Double]
    let baseline: [Double]
  }

  static let designs = [
    Design(
      name: "2 x 200, equal", sizes: [200, 200], candidate: [0.3, 0.3], baseline: [0.3, 0.3]),
    Design(
      name: "3 x 100, equal", sizes: [100, 100, 100], candidate: [0.5, 0.5, 0.5],
      baseline: [0.5, 0.5, 0.5]),
    Design(
      name: "1000 to 40, equal", sizes: [1000, 400, 120, 60, 40],
      candidate: [0.3, 0.3, 0.3, 0.3, 0.3], baseline: [0.3, 0.3, 0.3, 0.3, 0.3]),
    Design(
      name: "3 x 300, gap grew", sizes: [300, 300, 300], candidate: [0.2, 0.35, 0.4],
      baseline: [0.3, 0.35, 0.4]),
    Design(
      name: "5 x 200, gap of 0.2", sizes: [200, 200, 200, 200, 200],
      candidate: [0.3, 0.35, 0.4, 0.45, 0.5], baseline: [0.3, 0.35, 0.4, 0.45, 0.5]),
    Design(
      name: "10 x 100, equal", sizes: Array(repeating: 100, count: 10),
      candidate: Array(repeating: 0.3, count: 10), baseline: Array(repeating: 0.3, count: 10)),
    Design(
      name: "2 x 500, sign turned", sizes: [500, 500], candidate: [0.4, 0.3],
      baseline: [0.3, 0.35]),
  ]

  func report() {
    print("design\tnumber\truns\tcovered\ttruth below\ttruth above\tno limits")
    for design in Self.designs {
      var generator = SeededGenerator(seed: 20_261_126)
      for line in lines(design, &generator) { print(line) }
    }
  }

  private func lines(_ design: Design, _ generator: inout SeededGenerator) -> [String] {
    let ids = ["demographic_parity_difference", "demographic_parity_ratio"]
    let disparities = ids.compactMap { id in DisparityCatalog.decisions.first { $0.id == id } }
    var tallies = [[Int]](repeating: [0, 0, 0, 0], count: 4)
    let codes = self.codes(design)
    for _ in 0..<runs {
      let cells = draw(design, &generator)
      let sums = GroupSums(
        cells: cells, codes: codes.codes, count: codes.groups.count,
        sample: RowSample(weights: nil))
      let comparison = DisparityComparison(
        alpha: 0.025, policy: GroupPolicy(), codes: codes, sums: sums, hasBaseline: true)
      for (place, disparity) in disparities.enumerated() {
        let result = comparison.measure(disparity)[0]
        let isRatio = place == 1
        let (new, old) = (
          truth(design.candidate, isRatio: isRatio), truth(design.baseline, isRatio: isRatio)
        )
        count(
          &tallies[2 * place], result.candidate.estimate?.low, result.candidate.estimate?.high, new)
        count(&tallies[2 * place + 1], result.difference?.low, result.difference?.high, new - old)
      }
    }
    let names = ["difference", "its change", "ratio", "its change"]
    return zip(names, tallies).map { name, tally in
      let share = Double(tally[0]) / Double(runs)
      return "\(design.name)\t\(name)\t\(runs)\t\(share)\t\(tally[1])\t\(tally[2])\t\(tally[3])"
    }
  }

  private func truth(_ rates: [Double], isRatio: Bool) -> Double {
    let (least, most) = (rates.min() ?? 0, rates.max() ?? 0)
    return isRatio ? least / most : most - least
  }

  private func count(_ tally: inout [Int], _ low: Double?, _ high: Double?, _ truth: Double) {
    guard let low, let high else {
      tally[3] += 1
      return
    }
    // Rates in decimal have differences with a rounding error.
    if truth < low - 1e-12 {
      tally[1] += 1
    } else if truth > high + 1e-12 {
      tally[2] += 1
    } else {
      tally[0] += 1
    }
  }

  private func codes(_ design: Design) -> GroupCodes {
    GroupCodes(
      attributes: ["g"],
      groups: design.sizes.indices.map { GroupCodes.Group(name: "g=\($0)", label: "\($0)") },
      codes: design.sizes.indices.flatMap {
        [UInt16](repeating: UInt16($0), count: design.sizes[$0])
      })
  }

  /// One uniform number a row decides for both models, but for one row in ten that draws anew.
  private func draw(_ design: Design, _ generator: inout SeededGenerator) -> [UInt8] {
    design.sizes.indices.flatMap { group in
      (0..<design.sizes[group]).map { _ -> UInt8 in
        let first = Double.random(in: 0..<1, using: &generator)
        let isNew = Double.random(in: 0..<1, using: &generator) < 0.1
        let second = isNew ? Double.random(in: 0..<1, using: &generator) : first
        return (first < design.candidate[group] ? 2 : 0) | (second < design.baseline[group] ? 1 : 0)
      }
    }
  }
}
