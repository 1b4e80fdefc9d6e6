import Findings
import Testing

@testable import Reports

/// Formats for other tools. Their own schemas are applied by `validate_reports.py`.
@Suite struct ExchangeFormatTests {
  static let reports = Samples.all.map(\.report)

  private func files(_ reporter: any Reporter.Type, _ report: Report) throws -> [ReportFile] {
    try reporter.files(for: report, templates: TemplateLibrary(overrides: nil))
  }

  private func root(_ file: ReportFile?) throws -> [String: JSONValue] {
    let value = try JSONParser.parse(Array(try #require(file).text.utf8))
    guard case .object(let members) = value else { return [:] }
    return members
  }

  @Test(arguments: reports) func `every file of every format is written with something in it`(
    report: Report
  ) throws {
    var names: Set<String> = []
    for reporter in ReporterCatalog.all {
      for file in try files(reporter, report) {
        #expect(!file.text.isEmpty)
        #expect(names.insert(file.name).inserted, "two formats write \(file.name)")
        if file.name.hasSuffix("json") { _ = try JSONParser.parse(Array(file.text.utf8)) }
      }
    }
  }

  @Test(arguments: reports) func `SARIF holds what must be looked at, and rules for all of it`(
    report: Report
  ) throws {
    let document = try root(try files(SARIFReporter.self, report).first)
    guard case .array(let runs)? = document["runs"], case .object(let run)? = runs.first,
      case .array(let results)? = run["results"], case .object(let tool)? = run["tool"],
      case .object(let driver)? = tool["driver"], case .array(let rules)? = driver["rules"]
    else {
      Issue.record("not SARIF")
      return
    }
    #expect(results.count == report.issues.count)
    func id(_ value: JSONValue, _ key: String) -> String? {
      if case .object(let members) = value, case .string(let text)? = members[key] {
        text
      } else {
        nil
      }
    }
    let known = Set(rules.compactMap { id($0, "id") })
    #expect(results.allSatisfy { known.contains(id($0, "ruleId") ?? "") })
    #expect(results.allSatisfy { ["error", "warning", "note"].contains(id($0, "level") ?? "") })
  }

  @Test(arguments: reports) func `CTRF counts what it lists`(report: Report) throws {
    let document = try root(try files(CTRFReporter.self, report).first)
    guard case .object(let results)? = document["results"],
      case .object(let summary)? = results["summary"],
      case .array(let tests)? = results["tests"]
    else {
      Issue.record("not CTRF")
      return
    }
    let words = ["passed", "failed", "skipped", "pending", "other"]
    let sum = words.reduce(0.0) { sum, word in
      if case .number(let count)? = summary[word] { sum + count } else { sum }
    }
    #expect(sum == Double(tests.count))
    #expect(summary["tests"] == .number(Double(report.findings.count)))
    // 2026-11-23T09:15:56Z and 2.31 s, by `date --date … +%s`.
    #expect(summary["start"] == .number(1_795_425_356_000))
    #expect(summary["stop"] == .number(1_795_425_358_310))
  }

  @Test func `a statement never says passed for a run that did not`() throws {
    for report in Self.reports {
      let files = try files(TestResultStatementReporter.self, report)
      guard report.inputs.contains(where: { $0.role == "candidate" }) else {
        #expect(files.isEmpty)
        continue
      }
      guard case .object(let predicate)? = try root(files.first)["predicate"] else {
        Issue.record("no predicate")
        continue
      }
      #expect(predicate["result"] == .string(report.verdict == .passed ? "PASSED" : "FAILED"))
      #expect(try root(files.last) == predicate)
    }
    var waived = Samples.passed
    waived.findings[0].outcome = .waived
    let predicate = try root(try files(TestResultStatementReporter.self, waived).last)
    #expect(predicate["result"] == .string("WARNED"))
  }

  @Test func `metrics are the numbers by suite and finding`() throws {
    let files = try files(DVCMetricsReporter.self, Samples.passed)
    guard case .object(let suite)? = try root(files.first)["performance"],
      case .object(let auc)? = suite["roc_auc"]
    else {
      Issue.record("no metric")
      return
    }
    #expect(auc["candidate"] == .number(0.92714))
    #expect(auc["difference"] == .number(0.00211))
    let lines = try #require(files.last).text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[1].split(separator: ",").allSatisfy { Double($0) != nil })
  }

  @Test func `a model index quotes every text`() throws {
    var report = Samples.passed
    report.gate = "x\n- evil: {a: &b"
    let text = try #require(try files(ModelIndexReporter.self, report).first).text
    #expect(text.contains("- name: \"x - evil: {a: &b\""))
  }
}
