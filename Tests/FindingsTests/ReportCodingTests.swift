import Testing

@testable import Findings

@Suite struct ReportCodingTests {
  /// One of everything that can be absent, and one of everything present.
  private static let report = Report(
    toolVersion: "1.2.3", gate: "g", verdict: .failed, exitCode: 1, reason: "r",
    counts: .init(planned: 2, byOutcome: [.failed: 1, .waived: 1]),
    inputs: [
      .init(
        role: "candidate", path: "c.json", sha256: "00", bytes: 12, format: "xgboost-json",
        facts: [.init(name: "trees", value: "5")]),
      .init(role: "shadow", path: "a.json", sha256: "11", bytes: 13, format: "csv", facts: []),
    ],
    statistics: .init(alpha: 0.05, correction: "holm", seed: .max),
    findings: [
      Finding(
        id: "s/c", suite: "s", check: "c",
        measurement: Measurement(
          subject: .init(slice: "x=1", group: "y=2", feature: "z"), direction: .lower,
          unit: "nats", candidate: .number(.init(value: 0.1, low: nil, high: 0.3, rows: 5)),
          baseline: .undefined("no rows"),
          difference: .init(value: 1, low: 0, high: 2, standardError: 0.5, p: 0.04, method: "m"),
          detail: ["list": .array([.number(1), .null, .object(["k": .bool(true)])])]),
        conditions: [
          .init(
            condition: .init(
              kind: .maxRegression, bound: .init(value: 0.02, unit: .percent, text: "2%"),
              judge: .interval), outcome: .failed, reason: "because")
        ], outcome: .failed, severity: .fail, message: "m",
        location: .init(file: "tollgate.yml", line: 3),
        waiver: .init(reason: "R", owner: "o", expires: "2027-01-31", downTo: "-3pp")),
      Finding(
        id: "s/d", suite: "s", check: "d",
        measurement: Measurement(direction: .none, candidate: .undefined("why")),
        conditions: [], outcome: .waived, severity: .warn, message: ""),
    ],
    exhibits: [
      .init(
        id: "roc", title: "ROC",
        content: .curves(
          xLabel: "x", yLabel: "y", unitSquare: true, diagonal: false,
          series: [.init(name: "candidate", points: [.init(x: 0, y: 1), .init(x: 1, y: 0.5)])])),
      .init(
        id: "c", title: "C",
        content: .confusion(classes: ["a"], matrices: [.init(name: "candidate", cells: [[3]])])),
      .init(id: "t", title: "T", content: .table(header: ["h"], rows: [["1"], []])),
      .init(
        id: "h", title: "H",
        content: .histogram(edges: [0, 1], series: [.init(name: "b", heights: [2])])),
      Exhibit(
        id: "selection_rate[by sex]", title: "Selection rate by sex",
        content: .groups(
          .init(
            label: "selection rate", counted: "rows", comparison: "ratio to Male", isShare: true,
            bandLow: 0.24, bandHigh: nil,
            groups: [
              .init(
                name: "Female", rows: 40,
                candidate: Estimate(value: 0.2, low: 0.1, high: 0.3, rows: 40), comparison: 0.67),
              .init(name: "Male", rows: nil, note: "fewer than 5 rows"),
            ]))),
      .init(
        id: "importance", title: "Importance",
        content: .bars(
          label: "drop", names: ["a"],
          series: [.init(name: "candidate", values: [.init(value: 1, low: 0, high: 2)])])),
    ],
    run: .init(start: "2026-11-23T09:15:56Z", seconds: 1.5, host: "h", ci: ["job": "1"]))

  private static let text = JSONText.document(report.json)

  @Test func `a report reads back as it was written`() throws {
    let read = try Report.read(Array(Self.text.utf8))
    #expect(read == Self.report)
    #expect(JSONText.document(read.json) == Self.text)
  }

  @Test func `two runs differ in nothing but 'run'`() {
    var later = Self.report
    later.run = .init(start: "2027-01-01T00:00:00Z", seconds: 9, host: "other")
    guard case .object(var one) = Self.report.json, case .object(var two) = later.json else {
      Issue.record("a report is an object")
      return
    }
    #expect(one != two)
    one["run"] = nil
    two["run"] = nil
    #expect(one == two)
  }

  @Test func `absent inputs and values are written as null`() {
    #expect(Self.text.contains("\"baseline\": null"))
    #expect(Self.text.contains("\"reference\": null"))
    #expect(Self.text.contains("\"waiver\": null"))
    #expect(Self.text.contains("\"seed\": \"18446744073709551615\""))
  }

  @Test(arguments: [
    (
      "tollgate-report/1", "tollgate-report/2",
      "'schema': 'tollgate-report/2' cannot be read; this version reads 'tollgate-report/1'"
    ),
    (
      "\"outcome\": \"waived\"", "\"outcome\": \"fine\"",
      "'findings[1].outcome': 'fine' is not known; it must be one of passed, failed, warned,"
        + " inconclusive, waived, recorded, error"
    ),
    (
      "\"value\": 0.1", "\"value\": null",
      "'findings[0].candidate.value': null stands here; it must be a number"
    ),
    (
      "\"exit_code\": 1", "\"exit_code\": 1.5",
      "'exit_code': 1.5 stands here; it must be a whole number"
    ),
    ("\"gate\": \"g\"", "\"gait\": \"g\"", "the key 'gate' is missing"),
    (
      "\"y\": [1, 0.5]", "\"y\": [1]",
      "'exhibits[0].series[0]': 2 values in 'x' and 1 in 'y'; each point needs both"
    ),
    (
      "\"kind\": \"table\"", "\"kind\": \"chart\"",
      "'exhibits[2].kind': 'chart' is not known; it must be one of curves, confusion, table,"
        + " histogram, bars, groups"
    ),
    (
      "\"seed\": \"18446744073709551615\"", "\"seed\": -1",
      "'statistics.seed': a seed must be a whole number from 0 to 2^64 − 1"
    ),
  ]) func `damage is named with its path`(from: String, to: String, problem: String) {
    let damaged = Self.text.replacing(from, with: to)
    #expect(damaged != Self.text)
    let error = #expect(throws: JSONError.self) { try Report.read(Array(damaged.utf8)) }
    #expect(error?.description == problem)
  }

  @Test func `every cut file is an error, never a crash`() {
    let bytes = Array(Self.text.utf8)
    for end in stride(from: 0, to: bytes.count - 2, by: 7) {
      #expect(throws: JSONError.self) { try Report.read(Array(bytes[..<end])) }
    }
  }

  @Test func `the schema is JSON and names every key that is written`() throws {
    _ = try JSONParser.parse(Array(ReportSchema.text.utf8))
    guard case .object(let members) = Self.report.json else { return }
    for key in members.keys { #expect(ReportSchema.text.contains("\"\(key)\"")) }
    guard case .array(let findings) = members["findings"], case .object(let finding) = findings[0]
    else { return }
    for key in finding.keys { #expect(ReportSchema.text.contains("\"\(key)\"")) }
  }
}
