import Findings

/// `summary.md`: the page that most reviewers see, as a job summary or a comment. Verdict and reason
/// stand in the first two lines.
enum MarkdownReporter: Reporter {
  static let id = "markdown"

  /// A comment on GitHub holds 65,536 characters; a wrapper may add some.
  static let commentBudget = 60_000
  /// A step summary on GitHub holds 1 MiB, and one that is larger is dropped whole.
  static let stepSummaryBudget = 900_000

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    [ReportFile(name: "summary.md", text: text(report, templates, budget: commentBudget))]
  }

  /// The summary with as many findings as fit into so many bytes, urgent ones first.
  static func text(_ report: Report, _ templates: TemplateLibrary, budget: Int) -> String {
    let findings = report.findingsByUrgency
    func render(_ count: Int) -> String {
      templates.render("summary.md", MarkdownSummary(report, findings, shown: count).record)
    }
    let none = render(0)
    // A row is longer than 30 characters: more than these never fit.
    var overflows = min(findings.count, max(budget, 0) / 30) + 1
    var (fits, best) = (0, none)
    // Rows are about as long as each other, so the size of some tells how many fit; where they are
    // not, the distance is halved.
    var guess = min(overflows - 1, budget / 400)
    for step in 0... {
      let text = render(guess)
      if text.utf8.count <= budget { (fits, best) = (guess, text) } else { overflows = guess }
      if overflows - fits <= 1 || step == 40 { break }
      let rowSize = max(1, (text.utf8.count - none.utf8.count) / max(guess, 1))
      let estimate = (budget - none.utf8.count) / rowSize
      let middle = (fits + overflows) / 2
      guess = step < 6 ? min(max(estimate, fits + 1), overflows - 1) : middle
    }
    return best
  }
}
