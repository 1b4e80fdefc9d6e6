import Checks
import Findings
import Gate
import Testing

/// A minimal configuration with lines replaced or added.
private func document(_ more: String = "", suites: String = "    - roc_auc: {min: 0.9}") -> String {
  """
  gate: g
  models: {candidate: c.json, baseline: b.json}
  data: {evaluation: t.csv, label: y}
  \(more)
  suites:
    performance:
  \(suites)
  """
}

@Suite struct ConfigurationReaderTests {
  @Test func `a full configuration reads into values`() throws {
    let text = document(
      """
      task: binary
      decision: {threshold: 0.25}
      statistics: {alpha: 0.1, correction: none, seed: 7, on_inconclusive: warn, min_rows: 50}
      slices:
        - by: [education]
        - by: [sex, race]
        - {name: part-time, where: "hours < 30"}
      reports: {directory: out, formats: [json]}
      """,
      suites: """
            - roc_auc: {min: 0.9, max_regression: 0.005}
            - log_loss: {max: 0.35, max_regression: 2%}
            - recall: {max_regression: 1pp, slices: all, severity: warn}
            - accuracy
        """)
    let gate = try ConfigurationReader.read(text, file: "tollgate.yml")
    #expect(gate.task == .binary)
    #expect(gate.decision.threshold == .fixed(0.25))
    #expect(gate.statistics.alpha == 0.1)
    #expect(gate.statistics.correction == .none)
    #expect(gate.statistics.onInconclusive == .warn)
    #expect(gate.statistics.minimumRows == 50)
    #expect(gate.slices.count == 3)
    #expect(gate.reportDirectory == "out")
    let entries = try #require(gate.entries)
    #expect(
      entries.map(\.id)
        == ["roc_auc", "log_loss", "recall", "accuracy"].map { "performance/\($0)" })
    #expect(entries[0].conditions.map(\.kind) == [.min, .maxRegression])
    #expect(entries[1].conditions[1].bound == Bound(value: 0.02, unit: .percent, text: "2%"))
    #expect(entries[2].conditions[0].bound == Bound(value: 0.01, unit: .points, text: "1pp"))
    #expect(entries[2].severity == .warn)
    #expect(entries[3].conditions.isEmpty)
  }

  @Test(arguments: [
    (document("lable: x"), "tollgate.yml:4:1: unknown key 'lable' in the configuration; "),
    (
      document("data2: x"),
      "tollgate.yml:4:1: unknown key 'data2' in the configuration; did you mean 'data'?"
    ),
    (
      document(suites: "    - roc_acu: {min: 0.9}"),
      "tollgate.yml:7:7: unknown check 'roc_acu'; did you mean 'roc_auc'?"
    ),
    (
      document(suites: "    - roc_auc: {min: high}"),
      "tollgate.yml:7:22: 'min' is 'high'; write a number, percentage points (0.5pp) or percent (2%)"
    ),
    (
      document(suites: "    - roc_auc: {max_regression: -0.1}"),
      "tollgate.yml:7:33: 'max_regression' is '-0.1'; write a number, percentage points (0.5pp) or "
        + "percent (2%), 0 or more"
    ),
    (
      document(suites: "    - roc_auc: {judge: maybe}"),
      "tollgate.yml:7:24: 'judge' is 'maybe'; it may be point, interval"
    ),
    (
      document(suites: "    - roc_auc\n    - roc_auc"),
      "tollgate.yml:8:7: 'performance/roc_auc' stands twice (also in line 7); "
        + "a 'name' tells entries of the same check apart"
    ),
    (
      document("statistics: {alpha: 2}"),
      "tollgate.yml:4:21: 'alpha' must be between 1e-06 and 0.5, not 2"
    ),
    (
      document("slices: [{where: x > 1}]"),
      "tollgate.yml:4:10: a slice with 'where' needs a 'name'"
    ),
    (
      document("slices: [{name: x}]"),
      "tollgate.yml:4:10: a slice must have either 'by' (columns) or 'where' (an expression)"
    ),
    ("- 1", "tollgate.yml:1:1: the configuration must be a mapping of keys, not a list"),
    ("", "tollgate.yml: is empty; 'tollgate init' writes a first one"),
    ("a: [1", "tollgate.yml:2:1: is not YAML: a list that begins with '[' lacks a ',' or its ']'"),
    ("gate: a\ngate: b", "tollgate.yml:1:1: the key 'gate' appears twice in one mapping"),
    (
      "suites: {}\ndata: {evaluation: a, label: y}",
      "tollgate.yml:1:1: the configuration lacks 'models': the two models"
    ),
  ])
  func `a mistake is one sentence with its place`(text: String, message: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationReader.read(text, file: "tollgate.yml")
    }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test func `all mistakes are reported together, in the order of the file`() {
    let text = """
      gate: g
      models: {candidat: c.json}
      data: {evaluation: t.csv, lable: y}
      suites: {performance: [rocauc]}
      """
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationReader.read(text, file: "t.yml")
    }
    #expect(error?.problems.compactMap(\.place?.line) == [2, 2, 3, 3, 4])
  }

  @Test func `an alias bomb is refused quickly`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let previous = "*a\(level - 1)"
      text +=
        "a\(level): &a\(level) [\(Array(repeating: previous, count: 10).joined(separator: ","))]\n"
    }
    #expect(throws: ConfigurationError.self) { try ConfigurationReader.read(text, file: "t.yml") }
  }

  @Test(arguments: [
    ("0.005", 0.005, Bound.Unit.absolute), ("0.5pp", 0.005, .points), ("2%", 0.02, .percent),
    ("1 %", 0.01, .percent), ("0", 0, .absolute),
  ])
  func `margins read in three units`(text: String, value: Double, unit: Bound.Unit) {
    let bound = Bound(parsing: text, isMargin: true)
    #expect(bound?.value == value)
    #expect(bound?.unit == unit)
  }
}
