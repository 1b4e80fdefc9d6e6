import Findings

/// `ctrf-report.json`: the findings as tests in the Common Test Report Format.
enum CTRFReporter: Reporter {
  static let id = "ctrf"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    let rule = StandingRule(report)
    // Readers count tests and see no exit code: where no finding says why the run stops, the run does.
    let runs = rule.runBlocks ? [runTest(report)] : []
    let statuses =
      runs.map { _ in "failed" }
      + report.findings.map { status($0, rule.standing(of: $0)) }
    func count(_ status: String) -> JSONValue { .number(Double(statuses.count { $0 == status })) }
    let start = milliseconds(report.run.start)
    let duration = (report.run.seconds.isFinite ? report.run.seconds * 1000 : 0).rounded()
    let results: JSONValue = .object([
      "tool": .object([
        "name": .string("tollgate"),
        "version": .string(VisibleText.line(report.toolVersion, limit: 40)),
      ]),
      "summary": .object([
        "tests": .number(Double(statuses.count)), "passed": count("passed"),
        "failed": count("failed"), "skipped": count("skipped"), "pending": count("pending"),
        "other": count("other"), "start": .number(start), "stop": .number(start + duration),
      ]),
      "tests": .array(
        runs
          + zip(report.findings, statuses.dropFirst(runs.count)).map {
            test($0, status: $1, report)
          }),
      "extra": .object(
        [
          "verdict": .string(report.verdict.rawValue),
          "exitCode": .number(Double(report.exitCode)),
          "reason": .string(VisibleText.line(report.reason, limit: 2_000)),
        ].merging(report.partialText.map { ["partial": .string($0)] } ?? [:]) { $1 }),
    ])
    let document: JSONValue = .object([
      "reportFormat": .string("CTRF"), "specVersion": .string("0.0.0"), "results": results,
    ])
    return [ReportFile(name: "ctrf-report.json", text: JSONText.document(document))]
  }

  private static func test(_ finding: Finding, status: String, _ report: Report) -> JSONValue {
    var members: [String: JSONValue] = [
      "name": .string(VisibleText.line(finding.id, limit: 400)),
      "status": .string(status),
      "rawStatus": .string(finding.outcome.rawValue),
      "duration": .number(0),
      "suite": .array([
        .string(VisibleText.line(report.gate, limit: 200)),
        .string(VisibleText.line(finding.suite, limit: 200)),
      ]),
      "message": .string(VisibleText.line(finding.statement(at: report.run), limit: 1_000)),
    ]
    if status != "passed" { members["trace"] = .string(finding.evidence(at: report.run)) }
    if let location = report.place(of: finding) {
      members["filePath"] = .string(VisibleText.line(location.file, limit: 400))
      members["line"] = .number(Double(location.line))
    }
    return .object(members)
  }

  private static func runTest(_ report: Report) -> JSONValue {
    .object([
      "name": .string("run"), "status": .string("failed"), "duration": .number(0),
      "rawStatus": .string(report.verdict.rawValue),
      "suite": .array([.string(VisibleText.line(report.gate, limit: 200))]),
      "message": .string(VisibleText.line(report.reason, limit: 1_000)),
    ])
  }

  private static func status(_ finding: Finding, _ standing: Standing) -> String {
    switch finding.outcome {
    case .passed, .recorded, .warned: "passed"
    case .failed, .error: "failed"
    case .waived: "skipped"
    case .inconclusive: standing == .blocks ? "failed" : "other"
    }
  }

  /// Since 1970; 0 for a time that cannot be read.
  private static func milliseconds(_ time: String) -> Double {
    let parts = time.dropFirst(11).prefix(8).split(separator: ":").compactMap { Int($0) }
    guard let day = CalendarDate(startOf: time), let epoch = CalendarDate("1970-01-01"),
      parts.count == 3
    else { return 0 }
    let seconds = (day.days(since: epoch) * 24 + parts[0]) * 3600 + parts[1] * 60 + parts[2]
    return Double(seconds) * 1000
  }
}
