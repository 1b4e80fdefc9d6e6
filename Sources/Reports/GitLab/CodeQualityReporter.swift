import Findings

/// `gl-code-quality.json`: issues for GitLab's code quality widget, in Code Climate's form.
///
/// GitLab stops at the first entry that lacks a path or a line, so each has both.
enum CodeQualityReporter: Reporter {
  static let id = "codequality"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    let issues = report.issues.map { issue -> JSONValue in
      .object([
        "description": .string(
          "\(VisibleText.line(issue.finding.id, limit: 200)): \(issue.message)"),
        "check_name": .string("tollgate/\(VisibleText.line(issue.finding.check, limit: 100))"),
        "fingerprint": .string(issue.fingerprint(of: report)),
        "severity": .string(severity(issue)),
        "location": .object([
          "path": .string(issue.file),
          "lines": .object(["begin": .number(Double(issue.line))]),
        ]),
      ])
    }
    return [ReportFile(name: "gl-code-quality.json", text: JSONText.document(.array(issues)))]
  }

  private static func severity(_ issue: Issue) -> String {
    switch (issue.level, issue.finding.outcome) {
    case (.error, .error): "blocker"
    case (.error, .failed): "critical"
    case (.error, _): "major"
    case (.warning, _): "minor"
    case (.note, _): "info"
    }
  }
}
