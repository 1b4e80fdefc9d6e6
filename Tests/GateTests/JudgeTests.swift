import Findings
import Testing

@testable import Gate
@testable import Judging

/// A measurement with a difference of `change` ± 1.645 `error` to a baseline of 0.8.
private func measured(
  _ change: Double, error: Double, direction: Direction = .higher, unit: String = "rate"
) -> Measurement {
  Measurement(
    direction: direction, unit: unit,
    candidate: .number(Estimate(value: 0.8 + change, low: 0.75, high: 0.85, rows: 1000)),
    baseline: .number(Estimate(value: 0.8, rows: 1000)),
    difference: Difference(
      value: change, low: change - 1.645 * error, high: change + 1.645 * error,
      standardError: error, p: nil, method: "test"))
}

private func condition(
  _ kind: Condition.Kind, _ text: String, _ judge: Condition.Judge = .point
) throws -> Condition {
  Condition(
    kind: kind, bound: try #require(Bound(parsing: text, isMargin: kind.isComparison)),
    judge: judge)
}

@Suite struct JudgeTests {
  private let judge = Judge(alpha: 0.05, name: "recall")

  @Test(arguments: [
    // Shown to hold, shown to be violated, neither.
    (Condition.Kind.maxRegression, "1pp", 0.00, 0.004, Direction.higher, Outcome.passed),
    (.maxRegression, "1pp", -0.03, 0.004, .higher, .failed),
    (.maxRegression, "1pp", -0.01, 0.004, .higher, .inconclusive),
    (.maxRegression, "1pp", 0.03, 0.004, .lower, .failed),
    (.maxRegression, "1pp", -0.03, 0.004, .lower, .passed),
    // Percent of the baseline: 2% of 0.8 is 0.016.
    (.maxRegression, "2%", -0.010, 0.003, .higher, .passed),
    (.maxRegression, "2%", -0.022, 0.003, .higher, .failed),
    (.minImprovement, "1pp", 0.03, 0.004, .higher, .passed),
    (.minImprovement, "1pp", 0.00, 0.004, .higher, .failed),
    (.minImprovement, "1pp", 0.01, 0.004, .higher, .inconclusive),
    (.minImprovement, "0", 0.01, 0.004, .higher, .passed),
    (.maxChange, "1pp", 0.00, 0.004, .higher, .passed),
    (.maxChange, "1pp", 0.03, 0.004, .higher, .failed),
    (.maxChange, "1pp", -0.03, 0.004, .none, .failed),
    (.maxChange, "1pp", 0.008, 0.004, .higher, .inconclusive),
    // Identical models: no row differs.
    (.maxRegression, "0", 0, 0, .higher, .passed),
    (.maxChange, "0", 0, 0, .higher, .passed),
    (.minImprovement, "0", 0, 0, .higher, .failed),
    (.minImprovement, "1pp", 0, 0, .higher, .failed),
  ])
  func `comparisons are decided on the paired interval, three ways`(
    kind: Condition.Kind, bound: String, change: Double, error: Double, direction: Direction,
    outcome: Outcome
  ) throws {
    let judged = judge.judge(
      try condition(kind, bound), measured(change, error: error, direction: direction))
    #expect(judged.outcome == outcome, "\(judged.reason)")
  }

  @Test(arguments: [
    (Condition.Kind.min, "0.8", Condition.Judge.point, Outcome.passed),
    (.min, "0.81", .point, .failed), (.max, "0.8", .point, .passed),
    (.max, "0.79", .point, .failed),
    (.min, "0.7", .interval, .passed), (.min, "0.8", .interval, .inconclusive),
    (.min, "0.9", .interval, .failed), (.max, "0.9", .interval, .passed),
    (.max, "0.7", .interval, .failed), (.max, "80%", .point, .passed),
  ])
  func `thresholds are decided on the point or on the interval`(
    kind: Condition.Kind, bound: String, judgedOn: Condition.Judge, outcome: Outcome
  ) throws {
    let judged = judge.judge(try condition(kind, bound, judgedOn), measured(0, error: 0.01))
    #expect(judged.outcome == outcome, "\(judged.reason)")
  }

  @Test(arguments: Condition.Kind.allCases)
  func `what is undefined or incomparable is never a pass`(kind: Condition.Kind) throws {
    var undefined = measured(0, error: 0.001)
    undefined.candidate = .undefined("no row has a positive label")
    undefined.difference = nil
    #expect(judge.judge(try condition(kind, "1"), undefined).outcome == .inconclusive)
    guard kind.isComparison else { return }
    var alone = measured(0, error: 0.001)
    alone.baseline = nil
    #expect(judge.judge(try condition(kind, "1"), alone).outcome == .inconclusive)
    var bare = measured(0, error: 0.001)
    bare.difference = Difference(value: 0, method: "none")
    #expect(judge.judge(try condition(kind, "1"), bare).outcome == .inconclusive)
  }

  @Test func `an undecided comparison says how many rows would decide`() throws {
    let judged = judge.judge(try condition(.maxRegression, "1pp"), measured(-0.002, error: 0.02))
    #expect(judged.outcome == .inconclusive)
    // n = 1000 · ((1.645 + 0.842) · 0.02 / 0.01)² = 24,730
    #expect(judged.reason.contains("about 25,000 rows would decide"), "\(judged.reason)")
  }

  @Test func `an undecided improvement asks for rows by its own distance`() throws {
    // The improvement seen lies 0.008 above the bound of 0.01: n = 1000 · (2.487 · 0.02 / 0.008)².
    let judged = judge.judge(try condition(.minImprovement, "1pp"), measured(0.018, error: 0.02))
    #expect(judged.outcome == .inconclusive)
    #expect(judged.reason.contains("about 39,000 rows would decide"), "\(judged.reason)")
  }

  @Test func `a sentence shows the numbers of the table beside it`() throws {
    let measurement = measured(-0.15866, error: 0.017)
    let judged = judge.judge(try condition(.maxRegression, "5pp"), measurement)
    let difference = try #require(measurement.difference)
    #expect(judged.reason.contains(NumberStyle.ascii.difference(difference, unit: "rate")))
    #expect(
      judged.reason.contains(
        try #require(NumberStyle.ascii.interval(difference, unit: "rate"))))
  }

  @Test(arguments: [(5_312.0, "5,400"), (99, "99"), (100, "100"), (101, "110"), (1, "1")])
  func `rows that would decide are rounded up`(number: Double, text: String) {
    #expect(Comparison.rounded(number) == text)
  }
}
