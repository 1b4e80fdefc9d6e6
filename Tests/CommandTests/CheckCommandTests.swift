import Foundation
import Testing

@Suite struct CheckCommandTests {
  @Test func `the demo's gate fails, for the subgroup, with all four reports`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let result = try demo.tool.run(["check"])
    #expect(result.code == 1, "\(result.error)")
    #expect(result.error.contains("failed (exit code 1)"))
    for name in ["report.json", "junit.xml", "summary.md", "index.html", "tollgate.css"] {
      #expect(demo.tool.exists("tollgate-report/\(name)"), "\(name)")
    }
    let report = try demo.report()
    #expect(report["verdict"] as? String == "failed")
    #expect(report["exit_code"] as? Int == 1)
  }

  @Test func `the demo's gate passes after one edited line`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    try demo.edit("candidate: candidate.json ", "candidate: candidate-complete.json ")
    let result = try demo.tool.run(["check"])
    #expect(result.code == 0, "\(result.output)\(result.error)")
  }

  @Test func `threads and reruns change no byte but those of the run`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    var reports: [String] = []
    var suites: [String] = []
    for (name, threads) in [("one", "1"), ("two", "2"), ("again", "2")] {
      let result = try demo.tool.run(["check", "--threads", threads, "--out", name])
      #expect(result.code == 1)
      reports.append(try demo.tool.read("\(name)/report.json").withoutRun)
      // The page beside it is named with its folder.
      suites.append(
        try demo.tool.read("\(name)/junit.xml").withoutTimes
          .replacingOccurrences(of: "|\(name)/index.html]", with: "|index.html]"))
      #expect(reports[0].contains("\"findings\""))
    }
    #expect(reports[0] == reports[1])
    #expect(reports[1] == reports[2])
    #expect(suites[0] == suites[1])
    #expect(suites[1] == suites[2])
  }

  @Test func `a gate without a configuration file runs the defaults of its task`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    try FileManager.default.removeItem(
      at: demo.tool.directory.appendingPathComponent("tollgate.yml"))
    let result = try demo.tool.run([
      "check", "--candidate", "candidate-complete.json", "--baseline", "baseline.ubj", "--data",
      "test.csv", "--label", "visit", "--positive", "yes", "--id", "person",
    ])
    #expect([0, 3].contains(result.code), "\(result.error)")
    let findings = try #require(demo.report()["findings"] as? [[String: Any]])
    #expect(findings.contains { $0["id"] as? String == "performance/roc_auc" })
  }

  @Test func `only runs what was asked for`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    _ = try demo.tool.run(["check", "--only", "roc_auc"])
    let findings = try #require(demo.report()["findings"] as? [[String: Any]])
    #expect(findings.map { $0["check"] as? String } == ["roc_auc"])
  }

  @Test(arguments: [("never", 0), ("fail", 1), ("warn", 1)])
  func `fail-on softens findings`(choice: String, code: Int) throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    #expect(try demo.tool.run(["check", "--fail-on", choice]).code == Int32(code))
  }

  @Test func `every report format comes again from the JSON`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    _ = try demo.tool.run(["check"])
    let result = try demo.tool.run(["render", "tollgate-report/report.json", "--out", "again"])
    #expect(result.code == 0, "\(result.error)")
    for name in ["report.json", "junit.xml", "summary.md", "index.html", "tollgate.css"] {
      // The page beside JUnit is named with its folder.
      let again = try demo.tool.read("again/\(name)")
        .replacingOccurrences(of: "|again/index.html]", with: "|tollgate-report/index.html]")
      #expect(try again == demo.tool.read("tollgate-report/\(name)"), "\(name)")
    }
  }

  @Test func `init writes a configuration that check accepts`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let result = try demo.tool.run([
      "init", "--candidate", "candidate-complete.json", "--baseline", "baseline.ubj", "--data",
      "test.csv", "--out", "starter.yml",
    ])
    #expect(result.code == 0, "\(result.error)")
    let starter = try demo.tool.read("starter.yml")
    #expect(starter.contains("label: visit"), "\(starter)")
    #expect(starter.contains("id: person"), "\(starter)")
    let check = try demo.tool.run(["check", "starter.yml"])
    #expect([0, 1, 3].contains(check.code), "\(check.error)")
    #expect(try demo.tool.run(["init", "--candidate", "c", "--data", "d"]).code == 2)
  }
}

extension DemoGate {
  /// The parsed `report.json`.
  func report() throws -> [String: Any] {
    let data = try Data(
      contentsOf: tool.directory.appendingPathComponent("tollgate-report/report.json"))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }
}

extension String {
  /// A report without its `run` object, which is the only part that may differ between two runs.
  var withoutRun: String {
    guard let start = range(of: "\n  \"run\": {"),
      let end = range(of: "\n  }", range: start.upperBound..<endIndex)
    else { return self }
    return String(self[..<start.lowerBound] + self[end.upperBound...])
  }

  /// A JUnit file without the values of `time`, `timestamp` and `hostname`.
  var withoutTimes: String {
    replacingOccurrences(
      of: "(time|timestamp|hostname)=\"[^\"]*\"", with: "$1=\"\"", options: .regularExpression)
  }
}
