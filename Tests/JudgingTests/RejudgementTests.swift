import Findings
import Judging
import Testing

/// What judging again depends on: each change below changes an outcome or the verdict as the rule says.
@Suite struct RejudgementTests {
  private static func regression(_ margin: Double) -> JudgedCondition {
    JudgedCondition(
      condition: Condition(
        kind: .maxRegression, bound: Bound(value: margin, unit: .absolute, text: "\(margin)"),
        judge: .interval), outcome: .recorded, reason: "")
  }

  private static func finding(
    _ id: String, change: Double, error: Double, rows: Int = 1_000, slice: String? = nil,
    proof: Proof = .hold, severity: Severity = .fail, isOptional: Bool = false
  ) -> Finding {
    Finding(
      id: id, suite: "s", check: "recall",
      measurement: Measurement(
        subject: .init(slice: slice), direction: .higher, unit: "rate",
        candidate: .number(Estimate(value: 0.8 + change, low: 0.7, high: 0.9, rows: rows)),
        baseline: .number(Estimate(value: 0.8, low: 0.7, high: 0.9, rows: rows)),
        difference: Difference(
          value: change, low: change - 1.645 * error, high: change + 1.645 * error,
          standardError: error, method: "test")),
      conditions: [regression(0.01)], outcome: .recorded, severity: severity, message: "",
      terms: JudgingTerms(proof: proof, isOptional: isOptional))
  }

  /// A report as a gate leaves it, of these findings.
  private static func report(
    _ findings: [Finding], _ change: (inout GatePolicy) -> Void = { _ in }
  ) throws -> Report {
    var policy = GatePolicy()
    change(&policy)
    var report = Report(
      toolVersion: "1", gate: "g", verdict: .error, exitCode: 0, reason: "",
      counts: .init([]), inputs: [], statistics: .init(alpha: 0.05, correction: "holm", seed: 0),
      findings: findings, exhibits: [],
      run: .init(start: "2026-11-30T10:00:00Z", seconds: 1, host: "h"))
    report.policy = policy
    let ruling = try Rejudgement(report).ruling
    report.findings = ruling.findings
    report.counts = .init(ruling.findings)
    report.statistics.families = ruling.families
    report.verdict = ruling.decision.verdict
    report.exitCode = ruling.decision.exitCode.rawValue
    report.reason = ruling.decision.reason
    return report
  }

  private static func decoded(_ report: Report) throws -> Report {
    try Report.read(Array(JSONText.document(report.json).utf8))
  }

  private static let passing = finding("s/recall", change: 0, error: 0.004)
  private static let failing = finding("s/recall", change: -0.03, error: 0.004)

  @Test func `a report judged again is the same report`() throws {
    let report = try Self.report([
      Self.passing, Self.finding("s/recall[a]", change: -0.05, error: 0.002, slice: "a"),
      Self.finding("s/recall[b]", change: 0, error: 0.02, rows: 5, slice: "b", isOptional: true),
      Self.finding("s/recall[c]", change: 0, error: 0.02, slice: "c", proof: .harm),
    ])
    #expect(report.findings.map(\.outcome) == [.passed, .failed, .recorded, .inconclusive])
    #expect(report.verdict == .failed && report.exitCode == 1)
    let read = try Self.decoded(report)
    #expect(read == report)
    let again = try Rejudgement(read)
    #expect(again.ruling.findings == report.findings)
    #expect(again.ruling.decision.reason == report.reason)
    #expect(again.contradiction == nil)
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let apply: @Sendable (inout Report) -> Void

    init(_ name: String, _ apply: @escaping @Sendable (inout Report) -> Void) {
      testDescription = name
      self.apply = apply
    }
  }

  /// Each number and each rule that judging reads, changed behind the report's back.
  @Test(
    arguments: [
      Change("interval") { $0.findings[0].measurement.difference?.low = -0.02 },
      Change("difference") { $0.findings[0].measurement.difference = nil },
      Change("margin") { $0.findings[0].conditions[0].condition.bound.value = 0.001 },
      Change("direction") { $0.findings[0].conditions[0].condition.kind = .minImprovement },
      Change("undefined") { $0.findings[0].measurement.candidate = .undefined("no rows") },
      Change("gap") { $0.findings[0].measurement.gap = "one group" },
      Change("min_rows") {
        $0.findings[0].measurement.subject.slice = "a"
        $0.policy?.minimumRows = 1_001
      },
      Change("terms") { $0.findings[0].terms = nil },
      Change("outcome") { $0.findings[0].outcome = .failed },
      Change("condition") { $0.findings[0].conditions[0].outcome = .inconclusive },
      Change("verdict") { $0.verdict = .failed }, Change("exit code") { $0.exitCode = 1 },
      Change("counts") { $0.counts = .init(planned: 2, byOutcome: [.passed: 2]) },
      Change("families") { $0.statistics.families = [] },
      Change("expired waiver") {
        guard let day = CalendarDate("2026-11-29") else { return }
        $0.policy?.waivers = [
          DeclaredWaiver(
            pattern: "s/*", waiver: Waiver(reason: "R", owner: "o", expires: "2026-11-29"),
            expires: day)
        ]
      },
    ])
  func `what is changed is found`(change: Change) throws {
    var report = try Self.decoded(try Self.report([Self.passing]))
    #expect(try Rejudgement(report).contradiction == nil)
    change.apply(&report)
    #expect(try Rejudgement(report).contradiction != nil)
  }

  @Test func `the error rate decides`() throws {
    // Ten tests. The interval is one of confidence 1 - 2 · alpha: of a larger alpha, it tells of larger errors.
    let findings = (0..<10).map {
      Self.finding("s/recall\($0)", change: $0 == 0 ? -0.022 : 0, error: 0.004)
    }
    #expect(try Self.report(findings).verdict == .failed)
    var report = try Self.report(findings)
    report.statistics.alpha = 0.2
    #expect(try Rejudgement(report).ruling.findings[0].outcome == .inconclusive)
    #expect(try Rejudgement(report).contradiction != nil)
  }

  @Test func `the correction decides, and for findings that warn another one`() throws {
    let findings = (0..<10).map {
      Self.finding("s/recall\($0)", change: $0 < 5 ? -0.0193 : 0, error: 0.0043)
    }
    var report = try Self.report(findings)
    #expect(report.findings[0].outcome == .inconclusive)
    report.statistics.correction = "none"
    #expect(try Rejudgement(report).ruling.findings[0].outcome == .failed)
    let warning = findings.map { finding in
      var finding = finding
      finding.severity = .warn
      return finding
    }
    var told = try Self.report(warning)
    #expect(told.findings[0].outcome == .warned && told.verdict == .passed)
    told.policy?.exploratory = .holm
    #expect(try Rejudgement(told).ruling.findings[0].outcome == .inconclusive)
  }

  @Test func `few rows, proof, severity and the policy of doubt decide`() throws {
    func again(_ report: Report, _ change: (inout Report) -> Void) throws -> Ruling {
      var report = report
      change(&report)
      return try Rejudgement(report).ruling
    }
    let small = try Self.report([
      Self.passing, Self.finding("s/recall[a]", change: 0, error: 0.001, rows: 40, slice: "a"),
    ])
    #expect(small.findings[1].outcome == .passed)
    let few = try again(small) { $0.policy?.minimumRows = 41 }
    #expect(few.findings[1].outcome == .inconclusive && few.decision.verdict == .inconclusive)
    let optional = try again(small) {
      $0.policy?.minimumRows = 41
      $0.findings[1].terms?.isOptional = true
    }
    #expect(optional.findings[1].outcome == .recorded && optional.decision.verdict == .passed)

    let doubt = try Self.report([
      Self.passing, Self.finding("s/recall[a]", change: 0, error: 0.02, slice: "a"),
    ])
    #expect(doubt.verdict == .inconclusive && doubt.exitCode == 3)
    #expect(
      try again(doubt) { $0.findings[1].terms?.proof = .harm }.decision.verdict == .passed)
    #expect(
      try again(doubt) { $0.policy?.onInconclusive = .warn }.decision.verdict == .passed)
    #expect(try again(doubt) { $0.policy?.failOn = .fail }.decision.exitCode == .passed)

    let failed = try Self.report([Self.failing])
    #expect(failed.exitCode == 1)
    let warned = try again(failed) { $0.findings[0].severity = .warn }
    #expect(warned.findings[0].outcome == .warned && warned.decision.verdict == .passed)
    #expect(try again(failed) { $0.policy?.failOn = .never }.decision.exitCode == .passed)
    #expect(
      try again(failed) {
        $0.findings[0].severity = .warn
        $0.policy?.failOn = .warn
      }.decision.exitCode == .warned)
  }

  @Test func `waivers are put on again, by the day of the run`() throws {
    let waiver = DeclaredWaiver(
      pattern: "s/*",
      waiver: Waiver(reason: "R", owner: "o", expires: "2026-12-01", downTo: "-4pp"),
      expires: try #require(CalendarDate("2026-12-01")),
      limit: .change(Bound(value: -0.04, unit: .points, text: "-4pp")),
      location: SourceLocation(file: "tollgate.yml", line: 9))
    let report = try Self.decoded(
      try Self.report([Self.failing]) { $0.waivers = [waiver] })
    #expect(report.policy?.waivers == [waiver])
    #expect(report.findings.map(\.outcome) == [.waived] && report.verdict == .passed)
    #expect(try Rejudgement(report).contradiction == nil)
    var late = report
    late.run.start = "2026-12-02T00:00:00Z"
    let ruling = try Rejudgement(late).ruling
    #expect(ruling.findings.map(\.outcome) == [.failed, .failed])
    #expect(ruling.findings[1].location == waiver.location)
    #expect(try Rejudgement(late).contradiction != nil)
    var worse = report
    worse.policy?.waivers[0].limit = .change(Bound(value: -0.02, unit: .points, text: "-2pp"))
    #expect(try Rejudgement(worse).ruling.findings.map(\.outcome) == [.failed])
  }

  @Test func `limits without end are judged as they were`() throws {
    var endless = Self.passing
    endless.measurement.difference?.high = .infinity
    let report = try Self.report([endless])
    #expect(report.verdict == .passed)
    let read = try Self.decoded(report)
    #expect(read.findings[0].measurement.difference?.high == .infinity)
    #expect(try Rejudgement(read).contradiction == nil)
  }

  @Test func `what a report lacks is not guessed`() throws {
    let whole = try Self.report([Self.passing])
    func refusal(_ change: (inout Report) -> Void) -> Rejudgement.Refusal? {
      var report = whole
      change(&report)
      do throws(Rejudgement.Refusal) {
        _ = try Rejudgement(report)
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal { $0.policy = nil } == .withoutPolicy)
    #expect(
      refusal {
        $0.policy = nil
        $0.findings = []
        $0.verdict = .error
      } == .unfinished)
    #expect(refusal { $0.statistics.correction = "sidak" } == .unknownCorrection("sidak"))
    #expect(refusal { $0.statistics.alpha = 0 } == .alpha)
  }

  /// Numbers that no gate writes: whatever comes of them, the process goes on.
  @Test func `absurd numbers end no process`() throws {
    let whole = try Self.report([Self.passing])
    let numbers = [0, -1, 1e-300, -1e-300, 1e300, -1e300, 0.5]
    for value in numbers {
      for limit in numbers {
        for rows in [-9_007_199_254_740_992, -1, 0, 9_007_199_254_740_992] {
          for judge in Condition.Judge.allCases {
            for kind in Condition.Kind.allCases {
              var report = whole
              let estimate = Estimate(value: value, low: limit, high: -limit, rows: rows)
              report.findings[0].measurement.candidate = .number(estimate)
              report.findings[0].measurement.difference?.low = limit
              report.findings[0].measurement.difference?.degrees = value
              report.findings[0].measurement.difference?.value = value
              report.findings[0].conditions[0].condition.kind = kind
              report.findings[0].conditions[0].condition.judge = judge
              report.findings[0].conditions[0].condition.bound.value = limit
              _ = try Rejudgement(try Self.decoded(report)).contradiction
            }
          }
        }
      }
    }
  }
}
