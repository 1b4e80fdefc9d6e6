import Checks
import Findings
import Testing

@testable import Gate
@testable import Judging

private func finding(
  _ id: String, _ outcome: Outcome, direction: Direction = .higher, value: Double = 0.7,
  change: Double? = -0.02, severity: Severity = .fail
) -> Finding {
  Finding(
    id: id, suite: "performance", check: "recall",
    measurement: Measurement(
      direction: direction, unit: "rate", candidate: .number(Estimate(value: value, rows: 100)),
      baseline: .number(Estimate(value: value - (change ?? 0), rows: 100)),
      difference: change.map { Difference(value: $0, method: "paired influence function") }),
    conditions: [], outcome: outcome, severity: severity, message: "it got worse")
}

private func configuration(_ waiver: String) throws -> GateConfiguration {
  try ConfigurationReader.read(
    """
    models: {candidate: c.json}
    data: {evaluation: t.csv, label: y}
    suites: {performance: [roc_auc]}
    waivers:
      - {\(waiver)}
    """, file: "tollgate.yml")
}

private let who = "reason: RISK-412, owner: ana@example.com"

struct WaiverTests {
  private func apply(
    _ waiver: String, to findings: [Finding], today: String = "2026-11-26", isPartial: Bool = false
  ) throws -> [Finding] {
    WaiverRule(
      waivers: try configuration(waiver).waivers, file: "tollgate.yml",
      today: CalendarDate(startOf: today), isPartial: isPartial
    ).apply(to: findings)
  }

  @Test(arguments: [
    (Outcome.failed, Outcome.waived), (.warned, .waived), (.inconclusive, .waived),
    (.passed, .passed), (.recorded, .recorded), (.error, .error),
  ])
  func `what was measured and found wanting can be accepted, nothing else`(
    before: Outcome, after: Outcome
  ) throws {
    let result = try apply(
      "finding: performance/recall, \(who), expires: 2027-01-31",
      to: [finding("performance/recall", before)])
    #expect(result.map(\.outcome) == [after])
    #expect((result[0].waiver != nil) == (after == .waived))
  }

  @Test func `what could not be measured cannot be accepted`() throws {
    var unmeasured = finding("performance/recall", .inconclusive)
    unmeasured.measurement = Measurement(
      direction: .higher, unit: "rate", candidate: .undefined("no row has a positive label"))
    let result = try apply(
      "finding: performance/*, \(who), expires: 2027-01-31", to: [unmeasured])
    #expect(result.map(\.outcome) == [.inconclusive])
    #expect(result[0].waiver == nil && result[0].message.hasSuffix("could not be measured"))
  }

  @Test(arguments: ["reason: '', owner: ana@example.com", "reason: RISK-412, owner: ' '"])
  func `who accepts a failure and why must be said`(who: String) {
    #expect(throws: (any Error).self) {
      try configuration("finding: performance/recall, \(who), expires: 2027-01-31")
    }
  }

  @Test func `a star stands for any text, brackets for themselves`() throws {
    let ids = [
      "performance/recall", "performance/recall[race=Other]", "fairness/recall[race=Other]",
    ]
    let result = try apply(
      "finding: \"performance/recall[race=*]\", \(who), expires: 2027-01-31",
      to: ids.map { finding($0, .failed) })
    #expect(result.map(\.outcome) == [.failed, .waived, .failed])
  }

  @Test func `on its last day a waiver holds, the day after it fails by itself`() throws {
    let waiver = "finding: performance/recall, \(who), expires: 2026-11-26"
    let holds = try apply(waiver, to: [finding("performance/recall", .failed)])
    #expect(holds.map(\.outcome) == [.waived])

    let over = try apply(
      waiver, to: [finding("performance/recall", .failed)], today: "2026-11-27T00:00:01Z")
    #expect(over.map(\.outcome) == [.failed, .failed])
    #expect(over[1].id == "waivers/performance/recall")
    #expect(over[1].message.contains("expired 1 day ago, on 2026-11-26"))
    #expect(over[1].location == SourceLocation(file: "tollgate.yml", line: 5))

    let needless = try apply(
      waiver, to: [finding("performance/recall", .passed)], today: "2026-11-27")
    #expect(needless.map(\.outcome) == [.passed, .failed])
  }

  @Test func `without a day no waiver holds`() throws {
    let result = try apply(
      "finding: performance/recall, \(who), expires: 2027-01-31",
      to: [finding("performance/recall", .failed)], today: "")
    #expect(result.map(\.outcome) == [.failed, .failed])
  }

  @Test func `a waiver of nothing is told, unless only some entries ran`() throws {
    let waiver = "finding: performance/recal, \(who), expires: 2027-01-31"
    let result = try apply(waiver, to: [finding("performance/recall", .passed)])
    #expect(result.map(\.outcome) == [.passed, .warned])
    #expect(result[1].message.contains("did you mean 'performance/recall'?"))
    #expect(
      try apply(waiver, to: [finding("performance/recall", .passed)], isPartial: true).count == 1)
  }

  /// A limit, the metric's direction, the candidate's value and change, and whether it is covered.
  @Test(arguments: [
    ("-3pp", Direction.higher, 0.7, -0.02, true), ("-3pp", .higher, 0.7, -0.03, true),
    ("-3pp", .higher, 0.7, -0.031, false), ("-0.01", .higher, 0.7, -0.02, false),
    ("-5%", .higher, 0.7, -0.02, true), ("-2%", .higher, 0.7, -0.02, false),
    ("0.65", .higher, 0.7, -0.2, true), ("0.75", .higher, 0.7, 0.1, false),
    ("+0.03", .lower, 0.7, 0.02, true), ("+0.01", .lower, 0.7, 0.02, false),
    ("0.75", .lower, 0.7, 0.2, true), ("0.65", .lower, 0.7, 0, false),
    ("0.65", .none, 0.7, 0, false),
  ])
  func `down_to limits what is accepted`(
    limit: String, direction: Direction, value: Double, change: Double, isCovered: Bool
  ) throws {
    let result = try apply(
      "finding: performance/recall, \(who), expires: 2027-01-31, down_to: \(limit)",
      to: [
        finding("performance/recall", .failed, direction: direction, value: value, change: change)
      ])
    #expect(result.map(\.outcome) == [isCovered ? .waived : .failed])
    #expect(result[0].message.contains("does not cover it") == !isCovered)
    #expect(result[0].waiver?.downTo == limit)
  }

  @Test func `a limit on a change needs a change`() throws {
    let result = try apply(
      "finding: performance/recall, \(who), expires: 2027-01-31, down_to: -1pp",
      to: [finding("performance/recall", .failed, change: nil)])
    #expect(result.map(\.outcome) == [.failed])
  }

  @Test(arguments: [
    ("finding: x, \(who)", "a waiver lacks 'expires'"),
    ("finding: x, reason: r, expires: 2027-01-31", "a waiver lacks 'owner'"),
    ("finding: x, \(who), expires: tomorrow", "5:69: 'expires' is 'tomorrow'; write the last day"),
    ("finding: x, \(who), expires: 2027-02-30", "'expires' is '2027-02-30'"),
    ("finding: x, \(who), expires: 2027-01-31, down_to: bad", "'down_to' is 'bad'"),
    ("finding: x, \(who), expire: 2027-01-31", "did you mean 'expires'?"),
  ])
  func `half a waiver is an error with its place`(waiver: String, message: String) {
    let error = #expect(throws: ConfigurationError.self) { try configuration(waiver) }
    #expect(error?.description.contains(message) == true, "\(error.map(\.description) ?? "none")")
  }

  @Test(arguments: [
    ("", "", true), ("", "a", false), ("*", "", true), ("*", "abc", true), ("a*", "abc", true),
    ("a*c", "abc", true), ("a*c", "ac", true), ("a*c", "ab", false), ("ab*b", "ab", false),
    ("*b*", "abc", true), ("*b*b*", "abc", false), ("a**c", "abc", true), ("abc", "abcd", false),
    ("*[x=*]", "p/q[x=1]", true), ("*ab", "aab", true), ("*a*ab", "aab", true),
  ])
  func `a pattern fits the whole text`(pattern: String, text: String, fits: Bool) {
    #expect(WildcardPattern(pattern).matches(text) == fits)
  }
}
