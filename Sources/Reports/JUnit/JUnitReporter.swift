import Findings

/// `junit.xml` in the dialect that Jenkins, GitLab, Azure and the GitHub actions all read.
///
/// Each outcome has one place: what blocks is `failure` or `error`, what somebody accepted or nobody
/// could decide is `skipped`, and everything else is a passing case whose numbers are properties.
/// Names are the finding ids, so that servers recognise a case from run to run.
enum JUnitReporter: Reporter {
  static let id = "junit"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    [ReportFile(name: "junit.xml", text: try text(report))]
  }

  static func files(
    for report: Report, templates: TemplateLibrary, page: String
  ) throws(ReportError) -> [ReportFile] {
    [ReportFile(name: "junit.xml", text: try text(report, page: page))]
  }

  /// Buildkite takes 5,000 cases a file.
  static let caseLimit = 4_500
  /// Bytes of all cases, so that the file stays below 5 MB.
  static let sizeLimit = 4_800_000

  /// Jenkins keeps a copy of the file for each case.
  static let attachmentLimit = 50

  static func text(
    _ report: Report, profile: JUnitProfile = .full, page: String? = nil,
    sizeLimit: Int = JUnitReporter.sizeLimit
  ) throws(ReportError) -> String {
    let cases = attaching(page.map(report.rooted), to: cases(report, sizeLimit))
    let writer = try XMLWriter()
    let totals: [(name: String, value: String)] = [
      ("tests", String(cases.count)),
      ("failures", String(cases.count { $0.result?.element == .failure })),
      ("errors", String(cases.count { $0.result?.element == .error })),
      ("skipped", String(cases.count { $0.result?.element == .skipped })),
      ("time", seconds(report.run.seconds)),
      ("timestamp", report.run.start),
    ]
    writer.element("testsuites", [("name", "tollgate")] + profile.rootTotals(totals)) {
      let place =
        profile == .strict
        ? []
        : report.inputs.first { $0.role == "config" }.map { [("file", report.rooted($0.path))] }
          ?? []
      let identity = [("name", report.gate), ("id", "0"), ("package", "tollgate")]
      let host = [("hostname", report.run.host.isEmpty ? "localhost" : report.run.host)]
      writer.element("testsuite", identity + totals + host + place) {
        writer.properties(properties(report))
        for testCase in cases { testCase.write(to: writer, profile) }
        writer.element("system-out") { writer.text("\(report.verdict.rawValue): \(report.reason)") }
      }
    }
    return try writer.finish()
  }

  private static func cases(_ report: Report, _ sizeLimit: Int) -> [JUnitCase] {
    let findings = report.findings
    let inOrder = findings.count <= caseLimit ? within(sizeLimit, findings, report) : []
    // What blocks is the last that a budget cuts.
    let kept =
      inOrder.count == findings.count
      ? inOrder : within(sizeLimit, report.findingsByUrgency, report)
    return [JUnitCase(runOf: report, omitted: findings.count - kept.count)] + kept
  }

  /// As many of the first findings as the file has room for.
  private static func within(
    _ sizeLimit: Int, _ findings: [Finding], _ report: Report
  ) -> [JUnitCase] {
    var cases: [JUnitCase] = []
    var size = 0
    let rule = StandingRule(report)
    for finding in findings.prefix(caseLimit) {
      let next = JUnitCase(finding, of: report, rule)
      size += next.size
      guard size <= sizeLimit else { break }
      cases.append(next)
    }
    return cases
  }

  /// The first cases that failed, with the page beside each: GitLab and the attachments plugin of Jenkins
  /// offer it where they show the case.
  private static func attaching(_ page: String?, to cases: [JUnitCase]) -> [JUnitCase] {
    guard let page, JUnitCase.canAttach(page) else { return cases }
    var left = attachmentLimit
    return cases.map { testCase in
      guard left > 0, testCase.isBroken else { return testCase }
      left -= 1
      return testCase.attaching(page)
    }
  }

  private static func properties(_ report: Report) -> [(name: String, value: String)] {
    var properties = [
      ("gate.schema", "1"), ("gate.tool_version", report.toolVersion),
      ("gate.verdict", report.verdict.rawValue), ("gate.exit_code", String(report.exitCode)),
    ]
    if let partial = report.partialText { properties.append(("gate.partial", partial)) }
    for input in report.inputs {
      properties.append(("\(input.role).path", VisibleText.line(input.path, limit: 500)))
      if input.isFile { properties.append(("\(input.role).sha256", input.sha256)) }
    }
    return properties
  }

  /// Three decimals and a point, never `nan` or a negative one: Jenkins and the XSD of xUnit ask so.
  private static func seconds(_ value: Double) -> String {
    DecimalText(value.isFinite && value > 0 ? value : 0).fixed(3)
  }
}

extension XMLWriter {
  func properties(_ properties: [(name: String, value: String)]) {
    if properties.isEmpty { return }
    element("properties") {
      for property in properties {
        element("property", [("name", property.name), ("value", property.value)])
      }
    }
  }
}
