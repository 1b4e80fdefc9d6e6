import Kernels
import Testing

struct SumsTests {
  @Test(arguments: [0, 1, 2, 127, 128, 129, 255, 256, 257, 1000, 12345])
  func `integers are summed exactly`(count: Int) {
    #expect(Sums.unordered(count: count) { Double($0) } == Double(count * (count - 1) / 2))
    #expect(Sums.unordered((0..<count).map(Double.init)) == Double(count * (count - 1) / 2))
  }

  @Test func `what cancels does not take the small terms with it`() {
    #expect(Sums.unordered([1e16, 1, -1e16, 1]) == 2)
  }

  @Test func `the order of the terms changes no bit`() {
    var generator = SeededGenerator(seed: 5)
    func uniform() -> Double { Double(generator.next() >> 11) * 0x1p-53 - 0.5 }
    var terms = (0..<1000).map { _ in
      uniform() * Double(sign: .plus, exponent: Int(generator.next() % 40), significand: 1)
    }
    let sum = Sums.unordered(terms)
    for _ in 0..<20 {
      terms.shuffle(using: &generator)
      #expect(Sums.unordered(terms).bitPattern == sum.bitPattern)
    }
    #expect(terms.reduce(0, +) != terms.reversed().reduce(0, +), "a plain loop minds the order")
  }

  @Test func `the error stays far below that of a plain loop`() {
    let count = 1 << 20
    var plain = 0.0
    for _ in 0..<count { plain += 0.1 }
    let exact = 0.1 * Double(count)
    let error = (Sums.unordered(count: count) { _ in 0.1 } - exact).magnitude
    #expect(error * 100 < (plain - exact).magnitude)
  }

  @Test func `the ends of the range of numbers are summed too`() {
    #expect(Sums.unordered([.greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1]) == 0)
    #expect(Sums.unordered([.greatestFiniteMagnitude, .greatestFiniteMagnitude]) == .infinity)
    #expect(
      Sums.unordered([.leastNonzeroMagnitude, .leastNonzeroMagnitude]) == 2 * .leastNonzeroMagnitude
    )
    #expect(Sums.unordered([.infinity, 1]) == .infinity)
    #expect(Sums.unordered([.infinity, -.infinity]).isNaN && Sums.unordered([.nan, 1]).isNaN)
    #expect(Sums.unordered([-0.0, 0]) == 0)
  }
}
