import Findings
import Testing

@testable import Reports

/// Every text of a report, filled with what wants to be a command, markup or another line, through every
/// format.
@Suite struct HostileTextTests {
  struct Text: CustomTestStringConvertible {
    let testDescription: String
    let value: String
  }

  /// One scalar of each Unicode block of 128, in all planes.
  private static let blocks: String = {
    var text = String.UnicodeScalarView()
    for value in stride(from: 0x7F as UInt32, through: 0x10_FFFF, by: 128) {
      if let scalar = Unicode.Scalar(value) { text.append(scalar) }
    }
    for value in (0 as UInt32)..<128 { text.append(Unicode.Scalar(UInt8(value))) }
    return String(text)
  }()

  static let texts = [
    Text(testDescription: "every Unicode block", value: blocks),
    Text(
      testDescription: "commands",
      value:
        "\n::error::x\n::stop-commands::y\n##[error]z\n###vso[task.complete result=Succeeded;]\n"),
    Text(
      testDescription: "markup",
      value: "]]><!-- --></title></script><script>alert(1)</script>&lt;\"'<img src=x onerror=y>"),
    Text(
      testDescription: "Markdown",
      value: "| a |\n|---|\n```\n</details>[x](http://e) ![](y) @all #1 `|"),
    Text(
      testDescription: "terminal", value: "\u{1B}[2J\u{1B}]0;x\u{7}\u{9B}31m\u{202E}\u{0}\r\u{8}"),
    Text(testDescription: "templates", value: "{{gate}}{{{script}}}{{> index.html}}{{=<% %>=}}"),
    Text(testDescription: "1 MB of markup", value: String(repeating: "<", count: 1_000_000)),
    Text(testDescription: "1 MB of escapes", value: String(repeating: "\u{1B}]", count: 500_000)),
    Text(testDescription: "1 MB of one word", value: String(repeating: "é", count: 500_000)),
  ]

  private func report(_ text: String) -> Report {
    var report = Samples.mixed
    report.gate = text
    report.reason = text
    report.toolVersion = text
    report.run.host = text
    report.run.start = text
    report.run.ci = [text: text]
    report.inputs = report.inputs.map {
      Report.Input(
        role: $0.role, path: text, sha256: $0.sha256, bytes: $0.bytes, format: text,
        facts: [.init(name: text, value: text)])
    }
    // One finding has a megabyte a dozen times already.
    let count = text.utf8.count < 100_000 ? 12 : 1
    report.findings = report.findings.prefix(count).enumerated().map { index, finding in
      var finding = finding
      finding.id = "\(index)/\(text)"
      finding.suite = index.isMultiple(of: 2) ? text : "suite"
      finding.check = text
      finding.message = text
      finding.measurement.subject = .init(slice: text, group: text, feature: text)
      finding.measurement.unit = text
      finding.location?.file = text
      if finding.waiver != nil {
        finding.waiver = Waiver(reason: text, owner: text, expires: text, downTo: text)
      }
      for place in finding.conditions.indices {
        finding.conditions[place].reason = text
        finding.conditions[place].condition.bound.text = text
      }
      return finding
    }
    report.exhibits = [
      Exhibit(id: text, title: text, content: .table(header: [text, text], rows: [[text, text]])),
      Exhibit(
        id: text, title: text,
        content: .curves(
          xLabel: text, yLabel: text, unitSquare: false, diagonal: false,
          series: [.init(name: text, points: [.init(x: 0, y: 1)])])),
    ]
    return report
  }

  @Test(arguments: texts) func `every format stays what it is`(text: Text) throws {
    let report = report(text.value)
    let files = try ReportRenderer().files(report, formats: ReporterCatalog.all.map { $0.id })
    #expect(files.count >= ReporterCatalog.all.count)
    for file in files {
      #expect(!file.text.isEmpty, "\(file.name)")
      if file.name.hasSuffix("json") || file.name.hasSuffix("sarif") {
        _ = try JSONParser.parse(Array(file.text.utf8))
      }
      if file.name.hasSuffix(".xml") { _ = try XMLDocument(file.text) }
      // Only the truth itself may be as long as its texts.
      if file.name != "report.json" { #expect(file.text.utf8.count < 1_000_000, "\(file.name)") }
    }
    let read = try Report.read(Array(try #require(files.first).text.utf8))
    #expect(read == report)
  }

  @Test(arguments: texts) func `the page has the elements of its template and no other`(
    text: Text
  ) throws {
    func page(_ text: String) throws -> [Substring] {
      let html = try ReportRenderer().files(report(text), formats: ["html"])[0].text
      let bare = html.replacing(/<style>[\s\S]*?<\/style>/, with: "")
        .replacing(/<script>[\s\S]*?<\/script>/, with: "<script>")
      return bare.matches(of: /<[a-z\/!][^\s>]*/).map(\.output)
    }
    #expect(try page(text.value).filter { $0.hasPrefix("<script") }.count == 1)
    let wanted = Set(try page("plain"))
    #expect(Set(try page(text.value)).subtracting(wanted) == [])
  }

  @Test(arguments: texts) func `no line of a log is a command but those that were meant`(
    text: Text
  ) {
    let report = report(text.value)
    let log = ConsoleReporter(color: false).text(report, paths: [text.value])
    for line in log.split(whereSeparator: \.isNewline) {
      #expect(!line.drop { $0 == " " }.hasPrefix("::"))
      #expect(!line.contains("##["))
      #expect(!line.contains("##vso["))
    }
    for line in GitHubAnnotations.text(report).split(separator: "\n") {
      #expect(["::error ", "::warning ", "::notice "].contains { line.hasPrefix($0) })
      #expect(line.utf8.count < 20_000)
    }
    for line in AzureCommands.text(report, summary: nil).split(separator: "\n") {
      #expect(line.hasPrefix("##vso[task.logissue "))
      #expect(line.dropFirst(2).firstRange(of: "##vso") == nil)
    }
    let outputs = GitHubOutputs.text(report, files: [text.value + "/report.json"])
    #expect(outputs.split(separator: "\n").allSatisfy { $0.contains("=") })
  }

  @Test(arguments: texts) func `a table of the summary keeps its columns`(text: Text) throws {
    let summary = try ReportRenderer().files(report(text.value), formats: ["markdown"])[0].text
    #expect(summary.utf8.count <= 60_000)
    var columns: Int?
    for line in summary.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        columns = nil
        continue
      }
      let count = line.replacing("\\|", with: "").count { $0 == "|" }
      if let columns { #expect(columns == count, "\(line.prefix(100))") }
      columns = count
    }
  }
}
