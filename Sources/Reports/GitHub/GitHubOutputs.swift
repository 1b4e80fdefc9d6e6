package import Findings

/// The outputs of a GitHub Actions step: lines for the file that `GITHUB_OUTPUT` names.
package enum GitHubOutputs {
  /// `name=value` lines; values are on one line, so none can open a value of its own, and a step that prints
  /// one starts no command.
  ///
  /// - Parameter files: the report files that were written; later steps read paths from the root.
  package static func text(_ report: Report, files: [String]) -> String {
    var lines: [(String, String)] = [
      ("verdict", report.verdict.rawValue), ("exit-code", String(report.exitCode)),
      ("summary-line", LogText.line(report.reason, limit: 1_000)),
    ]
    if report.isPartial { lines.append(("partial", "true")) }
    lines += Outcome.allCases.map { ($0.rawValue, String(report.counts[$0])) }
    let names = [
      ("report-json", "report.json"), ("report-junit", "junit.xml"),
      ("report-markdown", "summary.md"), ("report-html", "index.html"),
    ]
    for (output, file) in names {
      if let path = files.first(where: { $0 == file || $0.hasSuffix("/" + file) }) {
        lines.append((output, LogText.line(report.rooted(path), limit: 4_000)))
      }
    }
    return lines.map { "\($0)=\($1)\n" }.joined()
  }
}
