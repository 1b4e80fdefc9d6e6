import Kernels
import Testing

struct SumsTests {
  @Test(arguments: [0, 1, 2, 127, 128, 129, 255, 256, 257, 1000, 12345])
  func `integers are summed exactly`(count: Int) {
    #expect(Sums.pairwise(count: count) { Double($0) } == Double(count * (count - 1) / 2))
    #expect(Sums.pairwise((0..<count).map(Double.init)) == Double(count * (count - 1) / 2))
  }

  @Test func `a short sum goes from left to right`() {
    #expect(Sums.pairwise([1e16, 1, -1e16, 1]) == 1)
  }

  @Test func `the error stays far below that of a plain loop`() {
    let count = 1 << 20
    var plain = 0.0
    for _ in 0..<count { plain += 0.1 }
    let exact = 0.1 * Double(count)
    let error = (Sums.pairwise(count: count) { _ in 0.1 } - exact).magnitude
    #expect(error * 100 < (plain - exact).magnitude)
  }

  @Test func `positions are cut at multiples of 128 whatever the values`() {
    var visited: [Int] = []
    _ = Sums.pairwise(count: 500) { index in
      visited.append(index)
      return 0
    }
    #expect(visited == Array(0..<500))
    let head = (0..<256).map { 1 / Double($0 + 3) }
    let tail = (0..<256).map { 1 / Double($0 + 900) }
    #expect(Sums.pairwise(head + tail) == Sums.pairwise(head) + Sums.pairwise(tail))
  }
}
