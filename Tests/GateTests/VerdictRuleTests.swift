import Findings
import Gate
import Judging
import Testing

private func finding(_ outcome: Outcome, _ severity: Severity = .fail) -> Finding {
  Finding(
    id: "s/\(outcome.rawValue)", suite: "s", check: "c",
    measurement: Measurement(direction: .higher, candidate: .number(Estimate(value: 1, rows: 9))),
    conditions: [], outcome: outcome, severity: severity, message: "")
}

@Suite struct VerdictRuleTests {
  /// One row a combination: outcomes, --fail-on, on_inconclusive, verdict, code.
  @Test(arguments: [
    ([finding(.passed)], FailOn.inconclusive, "fail", Verdict.passed, ExitCode.passed),
    ([finding(.passed), finding(.failed)], .inconclusive, "fail", .failed, .failed),
    ([finding(.failed), finding(.inconclusive)], .inconclusive, "fail", .failed, .failed),
    ([finding(.failed)], .never, "fail", .failed, .passed),
    ([finding(.failed), finding(.error)], .never, "fail", .failed, .unloadable),
    ([finding(.failed), finding(.error)], .inconclusive, "fail", .failed, .failed),
    ([finding(.failed)], .fail, "fail", .failed, .failed),
    (
      [finding(.passed), finding(.inconclusive)], .inconclusive, "fail", .inconclusive,
      .inconclusive
    ),
    ([finding(.passed), finding(.inconclusive)], .fail, "fail", .inconclusive, .passed),
    ([finding(.passed), finding(.inconclusive)], .warn, "fail", .inconclusive, .inconclusive),
    ([finding(.passed), finding(.inconclusive)], .inconclusive, "warn", .passed, .passed),
    ([finding(.passed), finding(.inconclusive)], .warn, "warn", .passed, .warned),
    ([finding(.passed), finding(.inconclusive, .warn)], .inconclusive, "fail", .passed, .passed),
    ([finding(.passed), finding(.warned, .warn)], .inconclusive, "fail", .passed, .passed),
    ([finding(.passed), finding(.warned, .warn)], .warn, "fail", .passed, .warned),
    ([finding(.recorded)], .inconclusive, "fail", .inconclusive, .inconclusive),
    ([finding(.recorded)], .fail, "fail", .inconclusive, .inconclusive),
    ([finding(.recorded)], .never, "warn", .inconclusive, .inconclusive),
    ([], .never, "warn", .inconclusive, .inconclusive),
    ([finding(.waived)], .inconclusive, "fail", .passed, .passed),
    ([finding(.waived), finding(.failed)], .inconclusive, "fail", .failed, .failed),
    ([], .inconclusive, "fail", .inconclusive, .inconclusive),
    ([finding(.passed), finding(.error)], .never, "fail", .error, .unloadable),
  ])
  func `one function makes verdict and code`(
    findings: [Finding], failOn: FailOn, policy: String, verdict: Verdict, code: ExitCode
  ) throws {
    let onInconclusive = try #require(StatisticsConfiguration.OnInconclusive(rawValue: policy))
    let decision = VerdictRule(onInconclusive: onInconclusive, failOn: failOn).decide(findings)
    #expect(decision.verdict == verdict)
    #expect(decision.exitCode == code)
    #expect(!decision.reason.isEmpty)
  }

  @Test func `no list of findings without a judged one passes`() {
    for failOn in FailOn.allCases {
      let decision = VerdictRule(onInconclusive: .fail, failOn: failOn).decide([finding(.recorded)])
      #expect(decision.verdict != .passed)
    }
  }
}
