import Foundation
import Testing

@Suite struct SelftestCommandTests {
  @Test func `the demo's gate is tried on equal models and on a worse one`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let result = try demo.tool.run([
      "selftest", "--runs", "3", "--only", "roc_auc", "--only", "recall", "--regression", "0.06",
      "--threads", "1",
    ])
    #expect(result.code == 0, "\(result.error)")
    #expect(result.output.contains("equally good models"), "\(result.output)")
    #expect(result.output.contains("performance/roc_auc is to lose 0.06"), "\(result.output)")
    #expect(result.output.contains("held aside"))
    let again = try demo.tool.run([
      "selftest", "--runs", "3", "--only", "roc_auc", "--only", "recall", "--regression", "0.06",
      "--threads", "2",
    ])
    #expect(again.output == result.output)
  }

  @Test func `JSON has every verdict of every world`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let result = try demo.tool.run([
      "selftest", "--runs", "2", "--only", "roc_auc", "--format", "json",
    ])
    #expect(result.code == 0, "\(result.error)")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(report["schema"] as? String == "tollgate-selftest/1")
    let equal = try #require(report["equal"] as? [String: Any])
    let verdicts = try #require(equal["verdicts"] as? [String: [String: Double]])
    #expect(verdicts.values.compactMap { $0["runs"] }.reduce(0, +) == 2)
  }

  @Test func `a wrong flag is a usage error, an absent model a load error`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    #expect(try demo.tool.run(["selftest", "--runs", "0"]).code == 2)
    #expect(try demo.tool.run(["selftest", "--regression", "much"]).code == 2)
    try demo.edit("candidate: candidate.json ", "candidate: nowhere.json ")
    #expect(try demo.tool.run(["selftest", "--runs", "1"]).code == 4)
  }

  @Test func `an anchor is an input with a hash, and its finding has its own id`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    try demo.edit(
      "  baseline: baseline.ubj ", "  anchor: candidate-complete.json\n  baseline: baseline.ubj ")
    try demo.edit("max_regression: 0.02}", "max_regression: 0.02, max_creep: 0.05}")
    let result = try demo.tool.run(["check", "--only", "roc_auc"])
    #expect([0, 1, 3].contains(result.code), "\(result.error)")
    let report = try demo.report()
    let inputs = try #require(report["inputs"] as? [String: Any])
    let anchor = try #require(inputs["anchor"] as? [String: Any])
    #expect((anchor["sha256"] as? String)?.count == 64)
    let findings = try #require(report["findings"] as? [[String: Any]])
    #expect(
      findings.compactMap { $0["id"] as? String } == [
        "performance/roc_auc", "performance/roc_auc@anchor",
      ])
  }
}
