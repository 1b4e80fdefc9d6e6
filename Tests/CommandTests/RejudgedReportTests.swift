import Findings
import Foundation
import Judging
import Testing

/// What `tollgate render --judge` says of a report that a gate wrote, and of one that was changed since.
///
/// ``Tool`` judges the report of *every* `check` of these tests again.
@Suite struct RejudgedReportTests {
  private func demo() throws -> DemoGate {
    let gate = try DemoGate()
    _ = try gate.tool.run(["check"])
    return gate
  }

  private func render(_ tool: Tool, _ flags: [String]) throws -> Tool.Result {
    try tool.run(["render", "tollgate-report/report.json", "--format", "markdown"] + flags)
  }

  private func edit(_ tool: Tool, _ old: String, _ new: String) throws {
    let name = "tollgate-report/report.json"
    let text = try tool.read(name)
    #expect(text.contains(old))
    try tool.write(name, text.replacingOccurrences(of: old, with: new))
  }

  @Test func `a gate's report follows from its numbers, to the last word`() throws {
    let gate = try demo()
    defer { gate.tool.remove() }
    let report = try Report.read(Array(gate.tool.read("tollgate-report/report.json").utf8))
    let ruling = try Rejudgement(report).ruling
    #expect(report.findings.count > 5)
    #expect(ruling.findings == report.findings)
    #expect(ruling.decision.reason == report.reason)
    let plain = try render(gate.tool, [])
    let judged = try render(gate.tool, ["--judge"])
    #expect(judged.code == 0, "\(judged.error)")
    #expect(judged.output == plain.output)
  }

  @Test func `a report that was changed is refused`() throws {
    let gate = try demo()
    defer { gate.tool.remove() }
    try edit(gate.tool, "\"min_rows\": 30", "\"min_rows\": 30000000")
    try edit(gate.tool, "\"alpha\": 0.05", "\"alpha\": 0.000001")
    #expect(try render(gate.tool, []).code == 0)
    let refused = try render(gate.tool, ["--judge"])
    #expect(refused.code == 4 && refused.output.isEmpty)
    #expect(refused.error.hasPrefix("tollgate-report/report.json: judged again, it"))
    #expect(refused.error.split(separator: "\n").count == 1)
  }

  @Test func `a report of an older version is rendered, and not judged again`() throws {
    let gate = try demo()
    defer { gate.tool.remove() }
    try edit(gate.tool, "\"policy\": {", "\"former\": {")
    #expect(try render(gate.tool, []).code == 0)
    let refused = try render(gate.tool, ["--judge"])
    #expect(refused.code == 4 && refused.output.isEmpty)
    #expect(
      refused.error
        == "tollgate-report/report.json: an older version wrote this report without 'policy', which "
        + "judging it again needs; run the gate again\n", "\(refused.error)")
  }
}

/// Whether the report of a run follows from its numbers, as a sentence where it does not.
enum RejudgedReport {
  /// - Returns: nil too where there is no report, or one that says that nothing was judged.
  static func contradiction(in directory: URL) -> String? {
    let path = directory.appendingPathComponent("tollgate-report/report.json")
    guard let bytes = try? Data(contentsOf: path), let report = try? Report.read(Array(bytes)),
      report.policy != nil
    else { return nil }
    do throws(Rejudgement.Refusal) {
      return try Rejudgement(report).contradiction
    } catch {
      return error.description
    }
  }
}
