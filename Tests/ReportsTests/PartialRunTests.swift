import Findings
import Testing

@testable import Reports

/// A run of some entries is no statement about the gate, and every report says so at its head.
@Suite struct PartialRunTests {
  private static let partial: Report = {
    var report = Samples.passed
    report.only = ["performance/roc_auc", "recall"]
    report.reason = Report.partially(report.only, report.reason)
    return report
  }()

  private func files(_ report: Report) throws -> [String: String] {
    let all = try ReportRenderer().files(report, formats: ReporterCatalog.all.map { $0.id })
    return Dictionary(all.map { ($0.name, $0.text) }) { first, _ in first }
  }

  @Test func `every report that tells a verdict tells what it is of`() throws {
    let (part, whole) = (try files(Self.partial), try files(Samples.passed))
    // Lists of issues and of numbers without a verdict.
    let silent: Set = [
      "gl-code-quality.json", "gl-annotations.json", "jenkins-issues.json", "metrics.csv",
      "tollgate.css",
    ]
    for (name, text) in part where !silent.contains(name) {
      #expect(text.lowercased().contains("partial"), "\(name)")
      #expect(whole[name]?.lowercased().contains("partial") == false, "\(name)")
    }
    for name in silent { #expect(part[name] == whole[name], "\(name)") }
  }

  @Test func `the head says it`() throws {
    let files = try files(Self.partial)
    let selectors = "--only performance/roc_auc --only recall"
    let markdown = try #require(files["summary.md"]).split(separator: "\n")
    #expect(markdown[0].contains("Passed, partial run: "))
    #expect(markdown[1].contains("partial run") && markdown[1].contains("--only recall"))
    let page = try #require(files["index.html"])
    #expect(page.contains("<title>Passed, partial run: "))
    #expect(page.contains("partial run (\(selectors)), which says nothing of the gate as a whole"))
    #expect(files["junit.xml"]?.contains("name=\"gate.partial\" value=\"\(selectors)\"") == true)
    let console = ConsoleReporter(color: false).text(Self.partial).split(separator: "\n")
    #expect(console[0].contains("(partial run: \(selectors))"))
  }

  @Test func `a statement vouches for no gate that ran in part`() throws {
    for name in ["statement.json", "predicate.json"] {
      let text = try #require(try files(Self.partial)[name])
      #expect(text.contains("\"FAILED\"") && !text.contains("\"PASSED\""), "\(text)")
      #expect(text.contains("\"partial\": \"--only performance/roc_auc --only recall\""))
    }
    #expect(try files(Self.partial)["metrics.json"]?.contains("\"verdict_passed\": 0") == true)
  }

  @Test func `a report that is read again is as partial as it was`() throws {
    let text = JSONText.document(Self.partial.json)
    let again = try Report.read(Array(text.utf8))
    #expect(again == Self.partial && again.isPartial)
    #expect(!JSONText.document(Samples.passed.json).contains("\"only\""))
    #expect(try Report.read(Array(JSONText.document(Samples.passed.json).utf8)).only.isEmpty)
  }
}
