import Foundation
import Testing

/// Every combination of outcomes with every `--fail-on`, on the real binary: exit code, report and JUnit
/// agree.
@Suite struct ExitCodeMatrixTests {
  enum Part: String, CaseIterable {
    case failed = "f1: {min: 0.999}"
    /// Forty rows cannot show that a tenth of a point was kept.
    case inconclusive = "precision: {max_regression: 0.1pp}"
    case warned = "recall: {min: 0.999, severity: warn}"
    case passed = "accuracy: {min: 0.1}"
  }

  static let failOn = ["fail", "inconclusive", "warn", "never"]

  /// By the table of the README, written down once more.
  static func wanted(_ parts: [Part], _ failOn: String) -> Int32 {
    if failOn == "never" { return 0 }
    if parts.contains(.failed) { return 1 }
    if parts.contains(.inconclusive) { return failOn == "fail" ? 0 : 3 }
    if parts.contains(.warned) { return failOn == "warn" ? 5 : 0 }
    return 0
  }

  private func gate(_ parts: [Part]) throws -> Tool {
    let tool = try Tool()
    var (rows, candidate, baseline) = ("id,y\n", "id,probability\n", "id,probability\n")
    for row in 0..<40 {
      rows += "\(row),\(row % 2)\n"
      candidate += "\(row),\(row % 7 == 0 ? 0.5 : row % 2 == 1 ? 0.9 : 0.2)\n"
      baseline += "\(row),\(row % 5 == 0 ? 0.5 : row % 2 == 1 ? 0.9 : 0.2)\n"
    }
    // Wrong both ways, so that recall and precision are below one.
    candidate = candidate.replacingOccurrences(of: "\n3,0.9\n", with: "\n3,0.2\n")
    try tool.write("test.csv", rows)
    try tool.write("candidate.csv", candidate)
    try tool.write("baseline.csv", baseline)
    try tool.write(
      "tollgate.yml",
      """
      models: {candidate: candidate.csv, baseline: baseline.csv}
      data: {evaluation: test.csv, label: y, id: id}
      suites:
        s:
      \(parts.map { "    - \($0.rawValue)" }.joined(separator: "\n"))
      """)
    return tool
  }

  @Test(arguments: 1..<16) func `the code is what the outcomes and --fail-on say`(
    combination: Int
  ) throws {
    let parts = Part.allCases.enumerated().filter { combination >> $0.offset & 1 == 1 }
      .map(\.element)
    let tool = try gate(parts)
    defer { tool.remove() }
    for failOn in Self.failOn {
      let result = try tool.run(["check", "--fail-on", failOn, "--quiet"])
      #expect(result.code == Self.wanted(parts, failOn), "\(parts) --fail-on \(failOn)")
      #expect(result.error.contains("(exit code \(result.code))"))
      let json = try JSONSerialization.jsonObject(
        with: Data(tool.read("tollgate-report/report.json").utf8))
      let report = try #require(json as? [String: Any])
      #expect(report["exit_code"] as? Int == Int(result.code))
      let counts = try #require(report["counts"] as? [String: Int])
      for part in Part.allCases {
        #expect(counts["\(part)"] == (parts.contains(part) ? 1 : 0), "\(part) in \(parts)")
      }
      let junit = try tool.read("tollgate-report/junit.xml")
      #expect(junit.contains("failures=\"\(parts.contains(.failed) ? 1 : 0)\""))
    }
  }

  @Test(arguments: failOn) func `what broke is never softened`(failOn: String) throws {
    let tool = try gate([.passed])
    defer { tool.remove() }
    try tool.write("tollgate.yml", "models: {candidat: x}\n")
    #expect(try tool.run(["check", "--fail-on", failOn]).code == 2)
    try tool.write(
      "tollgate.yml",
      "models: {candidate: no.csv}\ndata: {evaluation: test.csv, label: y}\nsuites: {s: [accuracy]}\n"
    )
    #expect(try tool.run(["check", "--fail-on", failOn]).code == 4)
    #expect(try tool.run(["check", "--fail-on", "sometimes"]).code == 2)
  }
}
