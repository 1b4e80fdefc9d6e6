import Findings

/// `gate.env`: the verdict as variables for later jobs, in the subset of dotenv that GitLab reads: no
/// quotes, no blanks, no empty lines.
enum DotenvReporter: Reporter {
  static let id = "dotenv"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    var lines = [
      ("VERDICT", report.verdict.rawValue), ("EXIT_CODE", String(report.exitCode)),
      ("PLANNED", String(report.counts.planned)),
    ]
    if report.isPartial { lines.append(("PARTIAL", "true")) }
    lines += Outcome.allCases.map { ($0.rawValue.uppercased(), String(report.counts[$0])) }
    return [
      ReportFile(name: "gate.env", text: lines.map { "TOLLGATE_\($0)=\($1)\n" }.joined())
    ]
  }
}
