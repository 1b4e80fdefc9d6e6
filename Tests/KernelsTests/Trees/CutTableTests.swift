import Testing

@testable import Kernels

struct CutTableTests {
  private static let tables: [[Double]] = [
    [0], [-1, 1], [.infinity], [-.infinity, .infinity], [-.infinity, 0, tiny, 1, .infinity],
    [-1e308, 0, 1e308], [tiny, 2 * tiny], Array(stride(from: -3, to: 3, by: 0.01)),
    (0..<300).map { Double($0 * $0 * $0) }, (-200..<200).map { exp2($0) },
    (0..<70_000).map(Double.init), far + Array(stride(from: -3, to: 3, by: 0.02)),
    far + Array(stride(from: -3, to: 3, by: 0.02)) + [1e30],
  ]

  /// CatBoost's border for missing values.
  private static let far = [-Double(Float.greatestFiniteMagnitude)]
  private static let tiny = Double.leastNonzeroMagnitude

  private static func exp2(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }

  @Test(arguments: tables, [true, false])
  func `a code is the number of cuts below`(cuts: [Double], countsEqual: Bool) {
    let table = CutTable(cuts: cuts, countsEqual: countsEqual, roundsToFloat: false)
    let probes = cuts.count > 1000 ? cuts.indices.filter { $0 % 997 == 0 }.map { cuts[$0] } : cuts
    let values: [Double] = probes + probes.map(\.nextUp) + probes.map(\.nextDown)
    for value in values + [0, -0.0, 1e300, -1e300] {
      let below = cuts.count { countsEqual ? $0 <= value : $0 < value }
      #expect(table.code(of: value) == below, "\(value)")
    }
    #expect(table.code(of: .nan) == 0)
  }

  @Test(arguments: tables, [true, false])
  func `a cut is found at its position`(cuts: [Double], countsEqual: Bool) {
    let table = CutTable(cuts: cuts, countsEqual: countsEqual, roundsToFloat: false)
    for index in stride(from: 0, to: cuts.count, by: max(1, cuts.count / 100)) {
      #expect(table.index(ofCut: cuts[index]) == index)
    }
    #expect(table.index(ofCut: 0.123_456_789) == nil)
  }

  @Test func `a double that rounds onto a float cut is equal to it`() {
    let cut = Double(Float(0.1))
    let table = CutTable(cuts: [cut], countsEqual: true, roundsToFloat: true)
    #expect(table.code(of: 0.1) == 1)
    #expect(table.code(of: cut.nextDown) == 1)
    #expect(table.code(of: Double(Float(cut).nextDown)) == 0)
    #expect(table.index(ofCut: cut) == 0)
  }

  @Test func `values are rounded, cuts are not`() {
    let table = CutTable(cuts: [0.1], countsEqual: false, roundsToFloat: true)
    #expect(table.code(of: 0.1) == 1, "Float(0.1) is above 0.1")
    #expect(table.code(of: Double(Float(0.1).nextDown)) == 0)
    #expect(table.index(ofCut: 0.1) == 0)
  }

  @Test func `evenly spread cuts need few steps`() {
    let cuts = (0..<254).map { Double($0) * 0.37 - 9 }
    #expect(CutTable(cuts: cuts, countsEqual: true, roundsToFloat: false).steps == 1)
    for cuts in [Self.far + cuts, Self.far + cuts + [1e30]] {
      #expect(CutTable(cuts: cuts, countsEqual: true, roundsToFloat: false).steps <= 2)
    }
  }
}
