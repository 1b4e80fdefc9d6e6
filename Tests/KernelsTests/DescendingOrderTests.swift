import Kernels
import Testing

@Suite struct DescendingOrderTests {
  /// What the order must be: by score, then by position.
  private func expected(_ scores: [Double]) -> [Int32] {
    scores.indices.sorted {
      scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1]
    }.map(Int32.init)
  }

  private func noise(_ count: Int, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Double(generator.next() >> 11) * 0x1p-53 }
  }

  @Test(arguments: [0, 1, 2, 3, 511, 513, 3000])
  func `scores of any kind come out in descending order with stable ties`(count: Int) {
    let noise = noise(count, seed: 5)
    let tables: [[Double]] = [
      noise, noise.map { $0 - 0.5 }, noise.map { Double(Float($0)) },
      noise.map { ($0 * 4).rounded() / 4 }, noise.map { 1 + $0 * 1e-12 },
      noise.map { ($0 - 0.5) * 1e300 }, noise.map { _ in 0.25 },
      // Half of the upper halves are alike and the lower halves differ.
      noise.map { $0 < 0.5 ? 1 + $0 * 1e-9 : $0 },
    ]
    for scores in tables {
      #expect(DescendingOrder.positions(of: scores) == expected(scores))
    }
  }

  @Test func `infinities go to the ends, zeros tie and NaN comes last`() {
    let least = Double.leastNonzeroMagnitude
    let scores = [0, -.infinity, -0.0, .nan, .infinity, least, -least]
    #expect(DescendingOrder.positions(of: scores) == [4, 5, 0, 2, 6, 1, 3])
  }

  @Test(arguments: [1, 2, 40, 700, 3000])
  func `scores that are Floats come out as others do`(count: Int) {
    let noise = noise(count, seed: 7).map { Double(Float($0)) }
    let tables: [[Double]] = [
      // Keys that differ in few bits, in many, and in all of them; ties; both zeros.
      noise.map { ($0 * 4).rounded() / 4 }, noise, noise.map { Double(Float(1 / ($0 - 0.5))) },
      noise.map { Double(Float($0 * 1e-42)) }, noise.map { $0 < 0.5 ? 0 : -0.0 },
      noise.map { $0 < 0.1 ? -.infinity : $0 < 0.2 ? .infinity : $0 - 0.5 },
    ]
    for scores in tables {
      #expect(DescendingOrder.positions(of: scores) == expected(scores))
      // One score that is no Float sends all of them the other way.
      let other = scores + [1e-300]
      #expect(DescendingOrder.positions(of: other) == expected(other))
    }
  }

  @Test func `NaN comes last among Floats as well, and subnormal numbers are not zero`() {
    let least = Double(Float.leastNonzeroMagnitude)
    let scores = [0, -.infinity, -0.0, .nan, .infinity, least, -least, 1, .nan, 0]
    #expect(DescendingOrder.positions(of: scores) == [4, 7, 5, 0, 2, 9, 6, 1, 3, 8])
  }

  @Test(arguments: [false, true])
  func `tie groups count each class up to every group`(isWeighted: Bool) {
    let scores = [0.5, 0.25, 0.5, -0.0, 0.75, 0, 0.25]
    let flags: [UInt8] = [1, 0, 0, 1, 1, 0, 1]
    let groups = TieGroups(
      order: DescendingOrder.positions(of: scores), scores: scores, flags: flags,
      weights: isWeighted ? Array(repeating: 0.5, count: 7) : nil)
    let unit = isWeighted ? 0.5 : 1
    #expect(groups.starts == [0, 1, 3, 5, 7])
    #expect(groups.flagged == [1, 2, 3, 4].map { $0 * unit })
    #expect(groups.others == [0, 1, 2, 3].map { $0 * unit })
    let none = TieGroups(order: [], scores: [], flags: [], weights: nil)
    #expect(none.starts == [0] && none.flagged.isEmpty && none.others.isEmpty)
  }

  @Test func `mid-ranks share ties`() {
    let values = [3.0, 1, 3, 2, 3]
    let order = DescendingOrder.positions(of: values)
    #expect(MidRanks.ascending(of: values, descending: order) == [4, 1, 4, 2, 4])
  }

  @Test func `the order of a slice is the filtered order of the table`() {
    let scores = noise(700, seed: 9).map { ($0 * 50).rounded() }
    let mask = RowMask(rowCount: 700) { $0 % 3 != 1 && $0 > 70 }
    let order = DescendingOrder.positions(of: scores).filtered(by: mask)
    #expect(order == DescendingOrder.positions(of: mask.selected(of: scores)))
  }

  @Test func `cells count rows of positive weight and sum weights`() {
    let sums = CellSums(count: 5, cells: 2, weights: [1, 0, 2.5, 3, 0.25]) { $0 % 2 }
    #expect(sums.rows == [3, 1])
    #expect(sums.masses == [3.75, 3])
  }

  @Test func `a compensated sum keeps what a plain sum loses`() {
    var sum = CompensatedSum()
    for term in [1e16, 1, 1, -1e16] { sum.add(term) }
    #expect(sum.value == 2)
  }
}
