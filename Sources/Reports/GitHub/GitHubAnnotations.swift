package import Findings

/// Annotations for a GitHub Actions step, to be written to standard output.
///
/// The runner keeps ten of each kind a step and drops the rest without a word, so the tenth says how
/// many more there are.
package enum GitHubAnnotations {
  private static let shown = 9

  /// One command a line; empty for a report without issues.
  package static func text(_ report: Report) -> String {
    let issues = report.issues
    return text(report, issues.filter { $0.level == .error }, "error")
      + text(report, issues.filter { $0.level == .warning }, "warning")
      + text(report, issues.filter { $0.level == .note }, "notice")
      + ending(of: report, hasIssues: !issues.isEmpty)
  }

  private static func text(_ report: Report, _ issues: [Issue], _ name: String) -> String {
    var lines = issues.prefix(shown).map { issue in
      WorkflowCommand(
        name: name,
        properties: [
          ("file", issue.file), ("line", String(issue.line)),
          ("title", VisibleText.line("\(report.gate): \(issue.finding.id)", limit: 250)),
        ],
        message: issue.message
      ).text
    }
    if issues.count > shown {
      let word =
        name == "error" ? "that block" : name == "warning" ? "to look at" : "that nothing decided"
      lines.append(
        WorkflowCommand(
          name: name, properties: [("title", VisibleText.line(report.gate, limit: 250))],
          message: "\(issues.count - shown) more findings \(word); the summary has all of them"
        ).text)
    }
    return lines.joined()
  }

  /// A run that broke before it had findings still says why.
  private static func ending(of report: Report, hasIssues: Bool) -> String {
    guard !hasIssues, report.verdict != .passed else { return "" }
    return WorkflowCommand(
      name: report.alarm.rawValue,
      properties: [("title", VisibleText.line(report.gate, limit: 250))],
      message: VisibleText.line(report.reason, limit: 2_000)
    ).text
  }
}
