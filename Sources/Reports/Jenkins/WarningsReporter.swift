import Findings

/// `jenkins-issues.json`: issues in the native format of Jenkins' Warnings Next Generation plugin, which
/// draws their trend and tells new from fixed.
enum WarningsReporter: Reporter {
  static let id = "warnings-ng"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    let issues = report.issues.map { issue -> JSONValue in
      .object([
        "fileName": .string(issue.file),
        "lineStart": .number(Double(issue.line)),
        "lineEnd": .number(Double(issue.line)),
        "severity": .string(severity(issue)),
        "category": .string(VisibleText.line(issue.finding.suite, limit: 100)),
        "type": .string(VisibleText.line(issue.finding.check, limit: 100)),
        "message": .string(
          "\(VisibleText.line(issue.finding.id, limit: 200)): \(issue.message)"),
        // Shown as HTML.
        "description": .string("<pre>\(escaped(issue.finding.evidence(at: report.run)))</pre>"),
        "packageName": .string(VisibleText.line(report.gate, limit: 100)),
        "moduleName": .string("tollgate"),
        "fingerprint": .string(issue.fingerprint(of: report)),
      ])
    }
    return [
      ReportFile(
        name: "jenkins-issues.json", text: JSONText.document(.object(["issues": .array(issues)])))
    ]
  }

  private static func severity(_ issue: Issue) -> String {
    switch (issue.level, issue.finding.outcome) {
    case (.error, .failed), (.error, .error): "ERROR"
    case (.error, _): "HIGH"
    case (.warning, _): "NORMAL"
    case (.note, _): "LOW"
    }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }
}
