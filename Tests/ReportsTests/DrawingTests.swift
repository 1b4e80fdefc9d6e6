import Findings
import Testing

@testable import Reports

/// What pictures show, held against the numbers.
@Suite struct DrawingTests {
  private func plot(_ finding: Finding) throws -> IntervalPlot {
    let decisive = try #require(finding.decisive)
    return try #require(IntervalPlot(decisive, of: finding.measurement, style: .typographic))
  }

  private func finding(
    _ outcome: Outcome, _ numbers: Samples.Numbers, _ condition: JudgedCondition,
    direction: Direction = .higher
  ) -> Finding {
    Samples.finding(
      "suite", "check", outcome, "", direction: direction, candidate: (0.5, 0.4, 0.6),
      baseline: (0.5, 0.4, 0.6), difference: numbers, rows: 1, line: 1, conditions: [condition])
  }

  @Test(arguments: [Direction.higher, .lower])
  func `worse is left, and the bound stands at one place`(direction: Direction) throws {
    let sign: Double = direction == .lower ? -1 : 1
    func strip(_ value: Double, _ outcome: Outcome) throws -> String {
      let ends = [sign * (value - 0.01), sign * (value + 0.01)].sorted()
      return try plot(
        finding(
          outcome, (sign * value, ends[0], ends[1]),
          Samples.regression("1pp", 0.01, outcome, unit: .points), direction: direction)
      ).textStrip
    }
    // The interval is left of the bound, across it, and right of it.
    let failed = try strip(-0.03, .failed)
    let open = try strip(-0.012, .inconclusive)
    let passed = try strip(0.005, .passed)
    for text in [failed, open, passed] { #expect(text.count == 17) }
    let bound = try #require(failed.firstIndex(of: "┃"))
    #expect(passed.firstIndex(of: "┃") == bound)
    #expect(try #require(failed.firstIndex(of: "┤")) < bound)
    #expect(try #require(open.firstIndex(of: "├")) < bound)
    #expect(try #require(open.firstIndex(of: "┤")) > bound)
    #expect(try #require(passed.firstIndex(of: "├")) > bound)
    #expect(passed[..<bound].allSatisfy { $0 == "░" })
  }

  @Test func `both sides of a change are shaded`() throws {
    let condition = Samples.judged(.maxChange, "2pp", 0.02, .passed, .points, .interval)
    let text = try plot(finding(.passed, (0, -0.001, 0.001), condition)).textStrip
    #expect(text.hasPrefix("░") && text.hasSuffix("░"))
    #expect(text.count { $0 == "┃" } == 2)
  }

  @Test func `numbers without a size or of any size are drawn inside the picture`() throws {
    let tiny = Double.leastNonzeroMagnitude
    let sizes: [Samples.Numbers] = [
      (0, 0, 0), (1e300, -1e300, 1e300), (-tiny, -tiny, tiny), (1e9, 1e9, 1e9),
    ]
    for numbers in sizes {
      let condition = Samples.regression("0", 0, .failed)
      let plot = try plot(finding(.failed, numbers, condition))
      #expect(plot.textStrip.count == 17)
      let svg = plot.strip(outcome: .failed)
      for number in svg.matches(of: /\ (?:x|x1|x2|cx)="([^"]*)"/) {
        #expect((0...160).contains(try #require(Double(number.output.1))))
      }
    }
  }

  @Test func `a chart of rows has a line for each name and none for what is not there`() throws {
    let chart = RowChart(
      shape: .bars,
      rows: [
        .init(name: "a", note: "1", marks: [.init(interval: .init(value: 1), kind: "s-candidate")]),
        .init(name: "b", note: "undefined", marks: []),
      ], label: "amount")
    let svg = chart.drawing(id: "x", title: "t", description: "d")
    #expect(svg.matches(of: /class="name"/).count == 2)
    #expect(svg.matches(of: /class="amount/).count == 1)
    _ = try XMLDocument(svg)
  }
}
