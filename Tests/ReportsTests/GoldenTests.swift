import Findings
import FoundationEssentials
import Testing

@testable import Reports

@Suite struct GoldenTests {
  static let cases = Samples.all.map(\.name)

  /// With `RECORD_GOLDENS=1` the files are written, and the test fails so that nobody leaves it on.
  @Test(arguments: cases) func `every format of a fixed report is what it was`(name: String)
    throws
  {
    let report = try #require(Samples.all.first { $0.name == name }).report
    var files = try ReportRenderer().files(
      report, formats: ReporterCatalog.all.map { $0.id })
    files.removeAll { $0.name == "tollgate.css" }
    files.append(ReportFile(name: "console.txt", text: console(report)))
    for file in files { try compare(file, name) }
  }

  private func console(_ report: Report) -> String {
    ConsoleReporter(color: false, width: 100).text(report, paths: ["tollgate-report/index.html"])
      + ConsoleReporter(color: true, width: 60).text(report)
  }

  private func compare(_ file: ReportFile, _ name: String) throws {
    // The page carries its style sheet, which has a file of its own to be reviewed in.
    let sheet = String(decoding: TemplateLibrary.builtIn["tollgate.css"] ?? [], as: UTF8.self)
    let script = String(decoding: TemplateLibrary.builtIn["tollgate.js"] ?? [], as: UTF8.self)
    var text = file.text
    if file.name == "index.html" {
      text = text.replacing(sheet, with: "/* tollgate.css */")
        .replacing(script, with: "/* tollgate.js */")
        .replacing(ScriptDigest.base64(script), with: "DIGEST")
    }
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/\(name).\(file.name)")
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try Data(text.utf8).write(to: path)
      Issue.record("recorded \(path.lastPathComponent); run again without RECORD_GOLDENS")
      return
    }
    let golden = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    #expect(golden == text, "\(name).\(file.name) differs from its golden")
  }
}
