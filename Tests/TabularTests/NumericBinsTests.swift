import Kernels
import Tabular
import Testing

@Suite struct NumericBinsTests {
  @Test func `bins of equal mass have the shortest edges that cut there`() {
    let ages = (0..<1000).map { Double($0 % 80) + 0.4837 }
    let bins = NumericBins.quantiles(of: ages, count: 4)
    #expect(bins.edges == [20, 39, 60])
    #expect(bins.name(0, of: "age") == "age<20")
    #expect(bins.name(1, of: "age") == "20<=age<39")
    #expect(bins.name(3, of: "age") == "age>=60")
    #expect([19.9, 20, 59, 60, 1e9].map(bins.bin(of:)) == [0, 1, 2, 3, 3])
  }

  @Test func `a value that fills more than a bin leaves the rest cut up`() {
    let gains = (0..<1000).map { $0 < 920 ? 0.0 : Double($0 * 10) }
    let bins = NumericBins.quantiles(of: gains, count: 5)
    #expect(bins.edges.count == 4)
    let counts = (0..<5).map { bin in gains.count { bins.bin(of: $0) == bin } }
    #expect(counts[0] == 920)
    let rest = counts.dropFirst().filter { (15...25).contains($0) }
    #expect(rest.count == 4)
  }

  @Test func `the order of the rows does not matter`() {
    var generator = SeededGenerator(seed: 2)
    let numbers = (0..<500).map { _ in Double.random(in: -3...9, using: &generator) }
    #expect(
      NumericBins.quantiles(of: numbers, count: 7)
        == NumericBins.quantiles(of: numbers.shuffled(using: &generator), count: 7))
  }

  private static let extremes: [[Double]] = [
    [], [.nan], [1], [2, 2, 2, 2], [.infinity, -.infinity], [-.infinity, 1, .infinity],
    [.greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0],
    [.leastNonzeroMagnitude, 2 * .leastNonzeroMagnitude, .leastNormalMagnitude],
    [-5, -4, -3.5, -1e300], [0, -0.0, 0],
  ]

  @Test(arguments: extremes)
  func `edges ascend whatever the numbers are`(numbers: [Double]) {
    for count in [2, 5, 100] {
      let bins = NumericBins.quantiles(of: numbers, count: count)
      #expect(bins.count <= count)
      let ascend = zip(bins.edges, bins.edges.dropFirst()).allSatisfy { $0 < $1 }
      let areFinite = bins.edges.allSatisfy(\.isFinite)
      #expect(ascend && areFinite)
    }
  }

  @Test func `edges must ascend and be finite`() {
    #expect(NumericBins(edges: [1, 1]) == nil)
    #expect(NumericBins(edges: [2, 1]) == nil)
    #expect(NumericBins(edges: [.nan]) == nil)
    #expect(NumericBins(edges: [.infinity]) == nil)
    #expect(NumericBins(edges: [-1, 0.5])?.count == 3)
  }

  @Test func `groups by bins are in order, with missing last`() throws {
    let table = Table(columns: [
      Column(name: "age", values: .numeric([50, 10, .nan, 30])),
      Column(name: "sex", values: .categorical(codes: [0, 1, 0, -1], levels: Levels(["f", "m"]))),
    ])
    let bins = try #require(NumericBins(edges: [20, 40]))
    let groups = try table.groups(by: ["age", "sex"], bins: ["age": bins])
    #expect(
      groups.map(\.name) == [
        "age<20,sex=m", "20<=age<40,sex=(missing)", "age>=40,sex=f", "age=(missing),sex=f",
      ])
    #expect(groups.map(\.mask.rows) == [[1], [3], [0], [2]])
  }
}
