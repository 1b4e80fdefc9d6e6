import Findings

/// `summary.md`: the page that most reviewers see, as a job summary or a comment. Verdict and reason
/// stand in the first two lines.
enum MarkdownReporter: Reporter {
  static let id = "markdown"

  /// A comment on GitHub holds 65,536 characters; a wrapper may add some.
  static let budget = 60_000

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    [ReportFile(name: "summary.md", text: text(report, templates))]
  }

  /// The summary with as many findings as fit, urgent ones first.
  private static func text(_ report: Report, _ templates: TemplateLibrary) -> String {
    let findings = report.findingsByUrgency
    func render(_ count: Int) -> String {
      templates.render("summary.md", MarkdownSummary(report, findings, shown: count).record)
    }
    // A row is longer than 30 characters: more than these never fit.
    let most = min(findings.count, budget / 30)
    let whole = render(most)
    if whole.utf8.count <= budget { return whole }
    // The text grows with the rows, so halving finds the last row that fits.
    var (fits, overflows) = (0, most)
    while overflows - fits > 1 {
      let middle = (fits + overflows) / 2
      if render(middle).utf8.count <= budget { fits = middle } else { overflows = middle }
    }
    return render(fits)
  }
}
