import Findings
import Testing

@testable import Reports

@Suite struct MarkdownReporterTests {
  private func summary(_ report: Report) throws -> String {
    try #require(try ReportRenderer().files(report, formats: ["markdown"]).first).text
  }

  @Test(arguments: Samples.all.map(\.name)) func `verdict and reason are the first two lines`(
    name: String
  ) throws {
    let report = try #require(Samples.all.first { $0.name == name }).report
    let lines = try summary(report).split(separator: "\n")
    #expect(lines[0].contains(report.verdict.title))
    #expect(lines[1].hasPrefix("**"))
    #expect(lines[1].hasSuffix("**"))
  }

  @Test func `ten thousand findings stay within a comment and are cut between rows`() throws {
    let text = try summary(Samples.large)
    #expect(text.utf8.count <= 60_000)
    #expect(text.utf8.count > 55_000)
    #expect(text.contains("further findings do not fit here"))
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ✗") }
    #expect(rows.count > 50)
    #expect(rows.allSatisfy { $0.hasSuffix(" |") })
    #expect(text.contains("exit code 1"))
  }

  @Test(arguments: [3_000, 20_000, 90_000]) func `any budget is filled and kept`(
    budget: Int
  ) throws {
    let templates = try TemplateLibrary()
    let text = MarkdownReporter.text(Samples.large, templates, budget: budget)
    #expect(text.utf8.count <= budget)
    #expect(text.utf8.count > budget - 1_200)
    #expect(text.contains("further findings do not fit here"))
  }

  @Test func `a step summary may be longer than a comment, and is the same where both fit`() throws
  {
    #expect(MarkdownReporter.stepSummaryBudget == 900_000)
    #expect(try ReportRenderer().stepSummary(Samples.mixed) == summary(Samples.mixed))
  }

  @Test func `a failed finding shows value, bound, difference, interval and rows`() throws {
    let row = try #require(
      summary(Samples.mixed).split(separator: "\n").first {
        $0.contains("recall[sex=Female]") && $0.hasPrefix("|")
      })
    for part in [
      "✗ **failed**", "0.6120", "0.6507", "−3.87 pp", "−5.00", "−2.74", "at most 1pp worse",
      "1,769",
    ] {
      #expect(row.contains(part), "\(part)")
    }
  }

  @Test func `warnings and waivers are seen without unfolding, waivers with the days left`() throws
  {
    let text = try summary(Samples.mixed)
    let open = try #require(text.firstRange(of: "<details>")).lowerBound
    let visible = text[..<open]
    #expect(visible.contains("RISK-412"))
    #expect(visible.contains("(69 days left)"))
    #expect(visible.contains("0.7402 is below 0.75"))
  }

  @Test func `what to do names the file and a command that runs the urgent entries again`() throws {
    let text = try summary(Samples.mixed)
    #expect(text.contains("a last day in tollgate.yml."))
    #expect(text.contains("`tollgate check tollgate.yml --only performance/roc\\_auc") == false)
    #expect(text.contains("`tollgate check tollgate.yml --only performance/roc_auc --only"))
    #expect(try !summary(Samples.passed).contains("What to do"))
  }

  @Test func `every row of a table has the same number of cells`() throws {
    var cells: Int?
    for line in try summary(Samples.mixed).split(separator: "\n", omittingEmptySubsequences: false)
    {
      guard line.hasPrefix("|") else {
        cells = nil
        continue
      }
      // Escaped pipes are text.
      let count = line.replacing("\\|", with: "").count { $0 == "|" }
      if let cells { #expect(count == cells, "\(line.prefix(80))") }
      cells = count
    }
  }

  @Test(arguments: [
    ("a|b", "a\\|b"), ("<img src=x>", "&lt;img src=x&gt;"), ("`x`", "\\`x\\`"),
    ("**bold**", "\\*\\*bold\\*\\*"), ("a\nb", "a b"), ("@all", "@\u{200B}all"),
    ("#12", "#\u{200B}12"), ("[x](y)", "\\[x\\](y)"), ("&lt;", "&amp;lt;"),
    ("https://x.example", "https:\u{2060}//x.example"), ("a: b", "a: b"), ("a\\b", "a\\\\b"),
  ]) func `markup in text from data stays text`(text: String, escaped: String) {
    #expect(MarkdownText.escape(text, limit: 100) == escaped)
  }

  @Test(arguments: [
    ("plain", "`plain`"), ("a`b", "`` a`b ``"), ("a``b", "``` a``b ```"), ("", ""),
    ("a|b", "`a\u{2223}b`"),
  ]) func `a code span is fenced longer than any run of backticks in it`(
    text: String, span: String
  ) {
    #expect(MarkdownText.code(text, limit: 100) == span)
  }
}
