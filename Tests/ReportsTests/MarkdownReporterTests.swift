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
