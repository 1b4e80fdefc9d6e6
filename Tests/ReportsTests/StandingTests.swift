import Findings
import Testing

@testable import Reports

/// Every format's words against the exit code, for every kind of finding in every kind of run.
@Suite struct StandingTests {
  /// A run with one finding of a kind, ended as the gate may end it.
  struct Run: CustomTestStringConvertible {
    let outcome: Outcome
    let severity: Severity
    /// Whether doubt about it is tolerated: a slice that nothing asked to be shown right.
    let isTolerated: Bool
    let verdict: Verdict
    let exitCode: Int
    var testDescription: String { "\(severity) \(outcome) \(isTolerated) \(verdict) \(exitCode)" }

    var report: Report {
      var finding = Samples.inconclusive.findings[0]
      finding.id = "performance/recall[a=b]"
      finding.outcome = outcome
      finding.severity = severity
      finding.conditions[0].outcome = outcome == .recorded || outcome == .waived ? .failed : outcome
      if isTolerated {
        finding.conditions[0].proof = .harm
        finding.conditions[0].power = .init(detectableEffect: 0.1, rowsNeeded: 10)
      }
      return Samples.report(
        verdict: verdict, exitCode: exitCode, reason: "because",
        findings: [Samples.passed.findings[0], finding])
    }
  }

  static let runs: [Run] = [
    run(.passed, .passed, 0), run(.recorded, .passed, 0), run(.waived, .passed, 0),
    run(.failed, .failed, 1), run(.error, .error, 4), run(.inconclusive, .inconclusive, 3),
    run(.warned, .passed, 0, .warn), run(.warned, .passed, 5, .warn),
    run(.inconclusive, .passed, 0, .warn), run(.inconclusive, .passed, 5, .warn),
    // '--fail-on fail' and '--fail-on never' let go on what did not pass, 'on_inconclusive: warn' too.
    run(.inconclusive, .inconclusive, 0), run(.failed, .failed, 0), run(.inconclusive, .passed, 0),
    // Doubt about a slice, and where nothing at all could be decided.
    run(.inconclusive, .passed, 0, isTolerated: true),
    run(.inconclusive, .passed, 5, isTolerated: true),
    run(.inconclusive, .inconclusive, 3, isTolerated: true),
  ]

  private static func run(
    _ outcome: Outcome, _ verdict: Verdict, _ exitCode: Int, _ severity: Severity = .fail,
    isTolerated: Bool = false
  ) -> Run {
    Run(
      outcome: outcome, severity: severity, isTolerated: isTolerated, verdict: verdict,
      exitCode: exitCode)
  }

  private func text(_ format: String, _ report: Report) throws -> String {
    let files = try ReportRenderer().files(report, formats: [format])
    return try #require(files.first { $0.name != "statement.json" && $0.name != "metrics.csv" })
      .text
  }

  /// The loudest word that each format has for the run.
  enum Loudness: Int, Comparable {
    case silent, note, warning, alarm
    static func < (a: Loudness, b: Loudness) -> Bool { a.rawValue < b.rawValue }
  }

  private func loudness(
    _ text: String, alarm: [String], warning: [String] = [], note: [String] = []
  ) -> Loudness {
    func has(_ words: [String]) -> Bool { words.contains { text.contains($0) } }
    return has(alarm) ? .alarm : has(warning) ? .warning : has(note) ? .note : .silent
  }

  private func alerts(_ report: Report) throws -> [(format: String, loudness: Loudness)] {
    [
      (
        "sarif",
        loudness(
          try text("sarif", report), alarm: ["\"level\": \"error\""],
          warning: ["\"level\": \"warning\""], note: ["\"level\": \"note\""])
      ),
      (
        "codequality",
        loudness(
          try text("codequality", report), alarm: ["\"blocker\"", "\"critical\"", "\"major\""],
          warning: ["\"minor\""], note: ["\"info\""])
      ),
      (
        "warnings-ng",
        loudness(
          try text("warnings-ng", report), alarm: ["\"ERROR\"", "\"HIGH\""],
          warning: ["\"NORMAL\""],
          note: ["\"LOW\""])
      ),
      (
        "GitHub",
        loudness(
          GitHubAnnotations.text(report), alarm: ["::error "], warning: ["::warning "],
          note: ["::notice "])
      ),
      (
        "Azure",
        loudness(
          AzureCommands.text(report, summary: nil), alarm: ["type=error"], warning: ["type=warning"]
        )
      ),
    ]
  }

  @Test(arguments: runs) func `alerts are as loud as the exit code`(run: Run) throws {
    let standing = StandingRule(run.report).standing(of: run.report.findings[1])
    for (format, loudness) in try alerts(run.report) {
      let wanted: Loudness =
        switch standing {
        case .blocks: .alarm
        case .warns: .warning
        // Azure has no word below a warning.
        case .notes: format == "Azure" ? .silent : .note
        case .fine: .silent
        }
      #expect(loudness == wanted, "\(format)")
      #expect((loudness == .alarm) == [1, 3, 4].contains(run.exitCode), "\(format)")
    }
  }

  @Test(arguments: runs) func `numbers and lists say what blocks`(run: Run) throws {
    let report = run.report
    let blocks = [1, 3, 4].contains(run.exitCode)
    let metrics = try text("openmetrics", report)
    #expect(
      metrics.contains("tollgate_failed{finding=\"performance/recall[a=b]\"} \(blocks ? 1 : 0).0"))
    #expect(metrics.contains("tollgate_failed{finding=\"performance/roc_auc\"} 0.0"))
    let predicate = try text("in-toto", report)
    let failed = predicate.firstMatch(of: /"failedTests": \[([^\]]*\])/)?.output.1 ?? ""
    let warned = predicate.firstMatch(of: /"warnedTests": \[([^\]]*\])/)?.output.1 ?? ""
    // What failed has failed, whoever lets it go.
    #expect(failed.contains("recall") == (blocks || run.outcome == .failed))
    #expect(predicate.contains("\"result\": \"FAILED\"") == (run.verdict != .passed))
    #expect(
      predicate.contains("\"result\": \"WARNED\"")
        == (warned.contains("recall") && run.verdict == .passed))
  }

  @Test(arguments: runs) func `test results are red where the run is`(run: Run) throws {
    let report = run.report
    let isRed = [1, 3, 4].contains(run.exitCode) || run.outcome == .failed
    for format in ["junit", "junit-strict"] {
      let document = try text(format, report)
      #expect((document.contains("<failure") || document.contains("<error")) == isRed, "\(format)")
    }
    #expect(try text("ctrf", report).contains("\"failed\": 0,") != isRed)
  }

  @Test func `a run that passes has nothing loud, whatever is left open`() throws {
    for run in Self.runs where run.verdict == .passed && run.exitCode == 0 {
      for (format, loudness) in try alerts(run.report) {
        #expect(loudness < .alarm, "\(format): \(run)")
      }
    }
  }

  /// No finding says why such a run stops a pipeline, so the run itself does.
  @Test func `a run in which nothing was judged is red`() throws {
    var recorded = Samples.passed.findings[3]
    for outcome in [Outcome.recorded, .warned] {
      recorded.outcome = outcome
      let report = Samples.report(
        verdict: .inconclusive, exitCode: 3, reason: "nothing was judged", findings: [recorded])
      for format in ["junit", "junit-strict"] {
        let document = try text(format, report)
        #expect(document.contains("errors=\"1\""), "\(format)")
        #expect(
          document.contains("<error type=\"RunError\" message=\"nothing was judged\">"))
      }
      let tests = try text("ctrf", report)
      #expect(tests.contains("\"failed\": 1,") && tests.contains("\"tests\": 2"))
    }
    for run in Self.runs { #expect(!StandingRule(run.report).runBlocks) }
  }
}
