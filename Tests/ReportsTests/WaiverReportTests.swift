import Findings
import Testing

@testable import Reports

/// A finding about a waiver has no number, and no format may pretend that one is missing.
@Suite struct WaiverReportTests {
  private func text(_ format: String) throws -> String {
    try #require(try ReportRenderer().files(Samples.waivers, formats: [format]).first).text
  }

  @Test(arguments: ["junit", "markdown", "html", "ctrf", "sarif", "codequality", "warnings-ng"])
  func `a waiver is told in words`(format: String) throws {
    let text = try text(format)
    #expect(text.contains("expired 56 days ago"), "\(format)")
    #expect(text.contains("RISK-398") && text.contains("example.com"), "\(format)")
    #expect(!text.contains("undefined") && !text.contains("is no number"), "\(format)")
  }

  @Test func `a terminal shows no number for it`() {
    let text = ConsoleReporter(color: false).text(Samples.waivers)
    #expect(text.contains("expired 56 days ago") && !text.contains("undefined"))
  }

  @Test func `JUnit says whose waiver it was, also where it was for something else`() throws {
    let text = try text("junit")
    #expect(
      text.contains("accepts    *[part-time]\nreason     RISK-398\nowner      ana@example.com"))
    #expect(text.contains("last day   2026-09-28 (expired 56 days ago)"))
    #expect(
      text.contains("waiver     RISK-398, ana@example.com, until 2026-09-28 (expired 56 days ago)"))
  }

  @Test func `the next step is not to run a waiver`() {
    let steps = NextSteps(Samples.waivers)
    #expect(steps.rerun == "tollgate check tollgate.yml --only performance/recall")
    #expect(steps.sentences.contains { $0.hasPrefix("A waiver that has expired") })
  }

  @Test(arguments: [
    ("2026-11-24", "1 day left"), ("2026-11-23", "last day"), ("2026-11-22", "expired 1 day ago"),
    ("2026-11-20", "expired 3 days ago"),
  ])
  func `days are counted from the day of the run`(last: String, words: String) {
    let waiver = Waiver(reason: "r", owner: "o", expires: last)
    #expect(waiver.lastDay(at: Samples.run) == "\(last) (\(words))")
  }
}
