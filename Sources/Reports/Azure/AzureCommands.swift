package import Findings

/// Logging commands for an Azure Pipelines task, to be written to standard output.
package enum AzureCommands {
  private static let shown = 50

  /// Issues as `##vso[task.logissue]` lines, and the summary to upload. The agent knows errors and
  /// warnings; what is only worth a note stands in the summary.
  ///
  /// - Parameter summary: the absolute path of the Markdown summary, if one was written.
  package static func text(_ report: Report, summary: String?) -> String {
    let issues = report.issues.filter { $0.level != .note }
    var lines = issues.prefix(shown).map { issue in
      command(
        "task.logissue",
        [
          ("type", issue.level.rawValue), ("sourcepath", issue.file),
          ("linenumber", String(issue.line)), ("code", issue.finding.id),
        ], "\(issue.finding.id): \(issue.message)")
    }
    if issues.count > shown {
      lines.append(
        command(
          "task.logissue", [("type", "warning")],
          "\(issues.count - shown) more findings; the summary has all of them"))
    }
    if issues.isEmpty, report.verdict != .passed {
      lines.append(
        command(
          "task.logissue", [("type", report.alarm.rawValue)],
          VisibleText.line(report.reason, limit: 2_000)))
    }
    if let summary { lines.append(command("task.uploadsummary", [], summary)) }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func command(
    _ name: String, _ properties: [(name: String, value: String)], _ message: String
  ) -> String {
    let list = properties.map { "\($0.name)=\(escaped($0.value));" }.joined()
    return "##vso[\(name)\(list.isEmpty ? "" : " ")\(list)]" + data(message)
  }

  /// The agent reads `%AZP25` as a per cent sign, so that older escapes in data stay what they are.
  static func data(_ text: String) -> String {
    LogText.line(text).replacing("%", with: "%AZP25")
  }

  static func escaped(_ text: String) -> String {
    data(text).replacing(";", with: "%3B").replacing("]", with: "%5D")
  }
}
