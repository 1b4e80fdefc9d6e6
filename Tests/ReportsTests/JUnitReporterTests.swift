import Findings
import FoundationEssentials
import Testing

@testable import Reports

@Suite struct JUnitReporterTests {
  @Test(arguments: [
    ("tollgate-report/index.html", true), ("/abs/index.html", false), ("../index.html", false),
    ("a|b/index.html", false), ("a]/index.html", false), ("a\nb/index.html", false),
  ])
  func `cases that failed point to the page`(page: String, isAttached: Bool) throws {
    let text = try JUnitReporter.text(Samples.mixed, page: page)
    let line = "[[ATTACHMENT|\(page)]]"
    let broken = text.ranges(of: "</failure>").count + text.ranges(of: "</error>").count
    #expect(text.ranges(of: line).count == (isAttached ? broken : 0))
    #expect(broken == 4)
    _ = try XMLDocument(text)
  }

  @Test func `long texts leave out cases rather than burst the file, what blocks last`() throws {
    var report = Samples.large
    report.findings = Array(report.findings.suffix(100))
    report.findings[0].outcome = .passed
    report.findings[1].message = String(repeating: "<\u{22}&>", count: 1_000)
    let limit = 100_000
    let text = try JUnitReporter.text(report, sizeLimit: limit)
    #expect((limit * 7 / 10..<limit).contains(text.utf8.count), "\(text.utf8.count)")
    let cases = text.ranges(of: "<testcase ").count
    #expect(text.contains("\(101 - cases) further cases are in report.json only"))
    // The one that ends the run, and no other that is not broken.
    #expect(text.ranges(of: "</failure>").count == cases - 1)
    #expect(try JUnitReporter.text(report).ranges(of: "<testcase ").count == 101)
  }

  @Test func `a page beside is named relative to where the run stands`() throws {
    let files = try ReportRenderer().files(
      Samples.mixed, formats: ["junit", "html"], to: "out/report/")
    #expect(files[0].text.contains("[[ATTACHMENT|out/report/index.html]]"))
    let alone = try ReportRenderer().files(Samples.mixed, formats: ["junit"], to: "out")
    #expect(!alone[0].text.contains("ATTACHMENT"))
    let many = try JUnitReporter.text(Samples.large, page: "index.html")
    #expect(many.ranges(of: "ATTACHMENT").count == JUnitReporter.attachmentLimit)
  }

  private static let schema = schema("junit-tollgate")

  private static func schema(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Schemas/\(name).xsd").path
  }

  @Test(arguments: Samples.all.map(\.name)) func `the file is valid against our schema`(
    name: String
  ) throws {
    let report = try #require(Samples.all.first { $0.name == name }).report
    try XMLDocument(JUnitReporter.text(report)).validate(againstSchemaAt: Self.schema)
  }

  @Test(arguments: Samples.all.map(\.name)) func `the strict file is valid against junit-10`(
    name: String
  ) throws {
    let report = try #require(Samples.all.first { $0.name == name }).report
    let strict = try JUnitReporter.text(report, profile: .strict)
    try XMLDocument(strict).validate(againstSchemaAt: Self.schema("junit-10"))
    // The same cases with the same results, and what that schema refuses is in the full one.
    let full = try XMLDocument(JUnitReporter.text(report))
    let results = ["<failure>", "<error>", "<skipped>"]
    func kept(_ document: XMLDocument) -> [[String?]] {
      document.cases.map { one in ["classname", "name"].map { one[$0] } + results.map { one[$0] } }
    }
    #expect(try kept(XMLDocument(strict)) == kept(full))
    #expect(throws: XMLDocument.Problem.self) {
      try full.validate(againstSchemaAt: Self.schema("junit-10"))
    }
  }

  /// Ant's dialect by deleting what it does not know: nothing has to be added but an empty element.
  @Test(arguments: Samples.all.map(\.name)) func `the strict file becomes Ant's by leaving out`(
    name: String
  ) throws {
    let report = try #require(Samples.all.first { $0.name == name }).report
    let strict = try JUnitReporter.text(report, profile: .strict)
    let ant = strict.replacing(/<testsuites [^>]*>/, with: "<testsuites>")
      .replacing(/\ timestamp="([^"]*)Z"/) { " timestamp=\"\($0.output.1)\"" }
      .replacing(/<system-out>[^<]*<\/system-out>\s*<\/testcase>/, with: "</testcase>")
      .replacing("</system-out>", with: "</system-out><system-err/>")
    try XMLDocument(ant).validate(againstSchemaAt: Self.schema("junit-ant"))
  }

  @Test func `the schema refuses two results in one case`() throws {
    let text = try JUnitReporter.text(Samples.mixed)
      .replacing("</failure>", with: "</failure><skipped message=\"x\">x</skipped>")
    #expect(throws: XMLDocument.Problem.self) {
      try XMLDocument(text).validate(againstSchemaAt: Self.schema)
    }
  }

  @Test(arguments: [
    (Outcome.passed, Severity.fail, nil, nil),
    (.recorded, .fail, nil, nil),
    (.warned, .warn, nil, nil),
    (.failed, .fail, "failure", "GateFailure"),
    (.error, .fail, "error", "CheckError"),
    (.inconclusive, .fail, "error", "InsufficientEvidence"),
    (.inconclusive, .warn, "skipped", nil),
    (.waived, .fail, "skipped", nil),
  ]) func `each outcome has its element`(
    outcome: Outcome, severity: Severity, element: String?, type: String?
  ) throws {
    var finding = Samples.passed.findings[0]
    finding.outcome = outcome
    finding.severity = severity
    let (verdict, code): (Verdict, Int) =
      switch (outcome, severity) {
      case (.failed, _): (.failed, 1)
      case (.error, _): (.error, 4)
      case (.inconclusive, .fail): (.inconclusive, 3)
      default: (.passed, 0)
      }
    let report = Samples.report(verdict: verdict, exitCode: code, reason: "", findings: [finding])
    let testCase = try #require(try XMLDocument(JUnitReporter.text(report)).cases.last)
    let results = ["failure", "error", "skipped"].filter { testCase["<\($0)>"] != nil }
    #expect(results == [element].compactMap(\.self))
    if let element { #expect(testCase["\(element)@type"] == type) }
  }

  @Test func `the sentence of a result stands in the attribute and in the first line`() throws {
    let cases = try [Samples.mixed, Samples.inconclusive].flatMap {
      try XMLDocument(JUnitReporter.text($0)).cases
    }
    for testCase in cases {
      for element in ["failure", "error", "skipped"] {
        guard let body = testCase["<\(element)>"] else { continue }
        #expect(
          body.split(separator: "\n").first.map(String.init) == testCase["\(element)@message"])
      }
    }
    #expect(cases.contains { $0["skipped@message"]?.hasPrefix("WAIVED until 2027-01-31") == true })
    #expect(cases.contains { $0["skipped@message"]?.hasPrefix("NOT DECIDED: ") == true })
  }

  @Test(arguments: Samples.all.map(\.name)) func `every run has the case that says it ended`(
    name: String
  ) throws {
    let report = try #require(Samples.all.first { $0.name == name }).report
    let cases = try XMLDocument(JUnitReporter.text(report)).cases
    let run = try #require(cases.first)
    #expect(run["classname"] == "tollgate.run")
    #expect(run["name"] == "completed")
    #expect((run["<error>"] != nil) == (report.verdict == .error))
  }

  @Test func `ten thousand long findings stay within the budgets of servers`() throws {
    let text = try JUnitReporter.text(Samples.large)
    #expect(text.utf8.count < 5_000_000)
    let document = try XMLDocument(text)
    #expect(document.cases.count <= 5_000)
    #expect(document.rootAttributes["failures"] == "100")
    #expect(text.contains("further cases are in report.json only"))
  }

  @Test func `names have no value, date or seed, so two runs name the same cases`() throws {
    var later = Samples.mixed
    later.run.start = "2027-01-01T00:00:00Z"
    later.run.seconds = 99
    later.statistics.seed = 8
    let names = { (report: Report) in
      try XMLDocument(JUnitReporter.text(report)).cases.map { [$0["classname"], $0["name"]] }
    }
    #expect(try names(Samples.mixed) == names(later))
  }
}
