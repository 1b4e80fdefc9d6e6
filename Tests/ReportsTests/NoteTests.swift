import Findings
import Testing

@testable import Reports

/// Notes: what is no finding and stands in every report that people read.
@Suite struct NoteTests {
  private func text(_ format: String) throws -> String {
    try #require(try ReportRenderer().files(Samples.noted, formats: [format]).first).text
  }

  @Test func `report.json keeps them, and is as it was without any`() throws {
    let text = try text("json")
    #expect(try Report.read(Array(text.utf8)) == Samples.noted)
    let none = try #require(
      try ReportRenderer().files(Samples.passed, formats: ["json"]).first
    ).text
    #expect(!none.contains("\"notes\""))
    #expect(try Report.read(Array(none.utf8)).notes.isEmpty)
  }

  @Test func `a log names the marked ones first, and none of them is a command`() throws {
    let lines = ConsoleReporter(color: false, width: 120).text(Samples.noted)
      .split(separator: "\n")
    let marked = try #require(lines.firstIndex { $0.hasPrefix("  ! note: ") })
    let plain = try #require(lines.firstIndex { $0.hasPrefix("  - note: 3 rows of") })
    #expect(marked < plain)
    #expect(!lines[marked].contains("::error::") && !lines[marked].contains("##["))
    #expect(!lines[marked].unicodeScalars.contains("\u{1B}"))
  }

  @Test func `the summary and the page show them as text`() throws {
    let summary = try text("markdown")
    #expect(summary.contains("- **To know:** "))
    #expect(summary.contains("- 3 rows of the baseline are scored as unknown"))
    #expect(!summary.contains("<b>plan"))
    let page = try text("html")
    #expect(page.contains("<li>3 rows of the baseline are scored as unknown</li>"))
    #expect(page.contains("<li><b>"))
    #expect(!page.contains("<b>plan"))
  }
}
