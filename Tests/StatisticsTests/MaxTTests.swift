import Kernels
import Statistics
import Testing

@Suite struct MaxTTests {
  private func columns(_ rows: Int, _ generator: inout SeededGenerator) -> [CodedColumn] {
    (0..<4).map { _ in
      CodedColumn(
        codes: (0..<rows).map { _ in UInt8.random(in: 0..<3, using: &generator) }, width: 3)
    }
  }

  /// The largest statistic of the rows as they are, by a loop over single literals and pairs.
  private func observed(_ columns: [CodedColumn], _ products: [Double], _ square: (Int) -> Double)
    -> Double
  {
    var largest = -Double.infinity
    for a in 0..<4 {
      for b in a..<4 {
        for code in 0..<9 {
          let members = products.indices.filter {
            Int(columns[a].codes[$0]) == code / 3
              && (a == b || Int(columns[b].codes[$0]) == code % 3)
          }
          let squares = members.reduce(0) { $0 + square($1) }
          guard members.count >= 20, squares > 0 else { continue }
          largest = max(largest, members.reduce(0) { $0 + products[$1] } / squares.squareRoot())
        }
      }
    }
    return largest
  }

  @Test(arguments: [MaxT.Redraw.signs, .losses])
  func `no slice of pure noise exceeds the limit more often than alpha`(redraw: MaxT.Redraw) {
    var generator = SeededGenerator(seed: 5)
    var exceeded = 0
    let runs = 60
    for run in 0..<runs {
      let columns = columns(150, &generator)
      let values = (0..<150).map { _ -> Double in
        let unit = Double.random(in: 0..<1, using: &generator)
        if case .signs = redraw { return unit < 0.1 ? 1 : unit < 0.2 ? -1 : 0 }
        return unit < 0.2 ? 1 : 0
      }
      let test = MaxT(redraw, values: values, weights: nil)
      let limit =
        test.limit(
          columns: columns, depth: 2, minimumRows: 20, alpha: 0.1, seed: UInt64(run),
          parallel: Parallel(threads: 2)) ?? .infinity
      let mean = values.reduce(0, +) / 150
      let statistic: Double
      switch redraw {
      case .signs: statistic = observed(columns, values) { values[$0] * values[$0] }
      case .losses:
        let centred = values.map { $0 - mean }
        let variance = centred.reduce(0) { $0 + $1 * $1 } / 150
        statistic = observed(columns, centred) { _ in variance }
      }
      if statistic > limit { exceeded += 1 }
    }
    // Expected are 6 of 60; 12 or more have a probability below 2 %.
    #expect(exceeded < 12)
    #expect(exceeded > 0)
  }

  @Test func `values without variance have no limit`() {
    let test = MaxT(.signs, values: [0, 0, 0, 0], weights: nil)
    let limit = test.limit(
      columns: [CodedColumn(codes: [0, 0, 1, 1], width: 2)], depth: 1, minimumRows: 1, alpha: 0.05,
      seed: 1, parallel: Parallel(threads: 1))
    #expect(limit == nil)
  }
}
