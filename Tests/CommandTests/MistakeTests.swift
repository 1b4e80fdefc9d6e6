import Foundation
import Testing

/// What somebody who writes a first configuration gets wrong, and the sentence that helps.
@Suite struct MistakeTests {
  private static let models =
    "models: {candidate: {path: candidate.csv, score: y_proba}, baseline: baseline.csv}"
  private static let data = "data: {evaluation: test.csv, label: y, id: id}"
  private static let suites = "suites: {p: [roc_auc: {min: 0.1}]}"

  /// 1,200 rows: a number with many values, a text with 600, one with three.
  private func gate(_ configuration: String) throws -> Tool {
    let tool = try Tool()
    var rows = "id,age,race,work,city,y\n"
    var (candidate, noID) = ("id,y_true,y_proba,rank\n", "proba\n")
    var baseline = "id,probability\n"
    for row in 0..<1200 {
      let (race, work) = (["White", "Black", "Asian"][row % 3], ["Private", "State"][row % 2])
      let y = (row * 7 % 10) < 4 ? 1 : 0
      let score = y == 1 ? 0.5 + Double(row % 50) / 100 : Double(row % 60) / 100
      rows += "\(row),\(18 + row % 60),\(race),\(work),c\(row % 600),\(y)\n"
      candidate += "\(row),\(y),\(score),\(row % 5)\n"
      noID += "\(score)\n"
      baseline += "\(row),\(score)\n"
    }
    try tool.write("test.csv", rows)
    try tool.write("candidate.csv", candidate)
    try tool.write("noid.csv", noID)
    try tool.write("baseline.csv", baseline)
    try tool.write("tollgate.yml", configuration)
    return tool
  }

  /// The configuration, the code, and what the last line on standard error holds.
  @Test(arguments: [
    // Tables of predictions.
    (
      "models: {candidate: noid.csv, baseline: baseline.csv}\n\(data)\n\(suites)", 4,
      "noid.csv: has no column 'id', which 'id' names and by which its rows are joined"
    ),
    (
      "models: {candidate: candidate.csv, baseline: baseline.csv}\n\(data)\n\(suites)", 4,
      "say which it is beside the path, as {path: FILE, score: y_proba}"
    ),
    (
      "models: {candidate: {path: candidate.csv, score: yproba}}\n\(data)\n\(suites)", 4,
      "has no column 'yproba', which 'score' names as that of its scores; did you mean 'y_proba'?"
    ),
    // Slices.
    (
      "models: {candidate: baseline.csv}\n\(data)\nslices: [{by: [age]}]\n\(suites)", 2,
      "tollgate.yml:3:16: numeric column 'age' has more than 20 distinct values; cut it with 'bins' beside"
    ),
    (
      "models: {candidate: baseline.csv}\n\(data)\nslices: [{name: x, where: 'age > 3 && y = 1'}]\n\(suites)",
      2, "'&' has no meaning here; 'and' joins conditions"
    ),
    // YAML.
    (
      "models:\n\tcandidate: a", 2,
      "tollgate.yml:2:1: is not YAML: a tab stands where YAML takes blanks"
    ),
    ("models:\n  candidate: a\n \tbaseline: b", 2, "a tab stands where YAML takes blanks alone"),
    ("gate: a: b", 2, "tollgate.yml:1:8: is not YAML: a ':' stands where no key can be"),
    ("gate: @x", 2, "no value can begin with '@'; put the text in quotes"),
    ("gate: \"x", 2, "a text in quotes is never closed"),
    ("waivers: [{finding: *}]", 2, "a text that begins with '*' or '&' is put in quotes"),
    ("gate: a\n---\ngate: b", 2, "the file holds more than one document"),
    (
      "suites: {p: [roc_auc: {min: 0.6]}", 2,
      "a mapping that begins with '{' lacks a ',' or its '}'"
    ),
    ("suites: - roc_auc", 2, "a '-' stands where no list can begin"),
    // Keys.
    (
      "label: y\n\(models)\n\(data)\n\(suites)", 2,
      "tollgate.yml:1:1: unknown key 'label' in the configuration; it belongs in 'data'"
    ),
    (
      "\(models)\ndata: {evaluation: test.csv, target: y}\n\(suites)", 2,
      "unknown key 'target' in data; did you mean 'label'?"
    ),
    (
      "\(models)\n\(data)\nsuites: {p: [roc_auc: {minimum: 0.6}]}", 2,
      "unknown key 'minimum' of check 'roc_auc'; did you mean 'min'?"
    ),
    (
      "\(models)\n\(data)\nsuites: {p: [roc_auc: {tolerance: 0.6}]}", 2,
      "did you mean 'max_regression'?"
    ),
    (
      "\(models)\n\(data)\nsuites: {p: [roc_auc: {alpha: 0.1}]}", 2,
      "unknown key 'alpha' of check 'roc_auc'; it belongs in 'statistics'"
    ),
    ("\(models)\n\(data)\nsuites: {p: [roc_auc: 0.6]}", 2, "a mapping of conditions ({min: 0.8})"),
    (
      "\(models)\n\(data)\nsuites: {p: {roc_auc: {min: 0.6}}}", 2,
      "('- roc_auc: {min: 0.8}', each on a line"
    ),
    ("\(models)\n\(data)\nsuites: [roc_auc]", 2, "as 'performance: [roc_auc: {min: 0.8}]'"),
    (
      "\(models)\n\(data)\n\(suites)\nreports: {formats: [jnit]}", 2,
      "unknown format 'jnit'; did you mean 'junit'?"
    ),
    // Names.
    (
      "\(models)\n\(data)\nsuites: {p: [auc: {min: 0.6}]}", 2,
      "unknown check 'auc'; did you mean 'roc_auc'"
    ),
    (
      "\(models)\ndata: {evaluation: test.csv, label: target, weight: age}\n\(suites)", 2,
      "has no column 'target'; it has id, age"
    ),
    (
      "models: {candidate: 's3://bucket/a.json'}\n\(data)\n\(suites)", 2,
      "'s3://bucket/a.json' is an address, and models and tables are files"
    ),
  ]) func `a mistake is told in words that help`(
    configuration: String, code: Int32, message: String
  ) throws {
    let tool = try gate(configuration)
    defer { tool.remove() }
    let result = try tool.run(
      ["check", "--quiet"])
    #expect(result.code == code, "\(result.error)")
    #expect(result.error.contains(message), "\(result.error)")
    #expect(!result.error.contains("lacks feature"), "\(result.error)")
  }

  @Test(arguments: [
    (["check", "--canidate", "x"], "Unknown option '--canidate'; did you mean '--candidate'?"),
    (["check", "--bogus"], "Unknown option '--bogus'.\n"),
    (["chekc"], "Unexpected argument 'chekc'; did you mean 'check'?"),
    (["predict", "a", "b", "--exlude", "x"], "did you mean '--exclude'?"),
    (["checks", "f1_score"], "did you mean 'f1', 'macro_f1', 'weighted_f1' or 'micro_f1'?"),
    (["check", "--format", "jnit"], "unknown format 'jnit'; did you mean 'junit'?"),
  ]) func `an argument that is none leads to the nearest that is, or to nothing`(
    arguments: [String], message: String
  ) throws {
    let tool = try gate("gate: x")
    defer { tool.remove() }
    let result = try tool.run(arguments)
    #expect(result.code == 2)
    #expect(result.error.contains(message), "\(result.error)")
  }

  /// The demo's model reads 'female': who names it as id, weight or label takes it away.
  @Test(arguments: ["id: person", "weight: female\n  id: person"])
  func `a role that hides a feature is blamed, not the model`(old: String) throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    if old == "id: person" {
      try demo.edit("id: person ", "id: female ")
    } else {
      try demo.edit("id: person ", "id: person\n  weight: age ")
    }
    let result = try demo.tool.run(["check", "--quiet"])
    #expect(result.code == 2, "\(result.error)")
    let (key, name, meaning) =
      old == "id: person" ? ("id", "female", "an id") : ("weight", "age", "a weight")
    #expect(
      result.error.contains(
        "'\(key)': candidate.json reads '\(name)' as a feature, and \(meaning) is none"),
      "\(result.error)")
  }

  @Test func `a renamed column is found`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let table = try demo.tool.read("test.csv")
    for (old, new) in [("health_index", "healthIndex"), ("coinsurance", "coinsurance_rate")] {
      let header = table.prefix { $0 != "\n" }
      try demo.tool.write(
        "test.csv",
        header.split(separator: ",").map { $0 == old ? new : String($0) }.joined(separator: ",")
          + table.dropFirst(header.count))
      let result = try demo.tool.run(["check", "--quiet"])
      #expect(result.code == 4, "\(result.error)")
      #expect(
        result.error.contains("lacks feature '\(old)'; did you mean '\(new)'?"), "\(result.error)")
    }
  }

  private func notes(_ tool: Tool) throws -> [String] {
    let text = try tool.read("tollgate-report/report.json")
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return (object?["notes"] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String }
  }

  @Test func `a value that no row has is told, also where it matches every row`() throws {
    let tool = try gate(
      """
      models: {candidate: baseline.csv}
      \(Self.data)
      slices:
        - {name: a, where: "work != 'Privat'"}
        - {name: b, where: "race in ('White', 'black')"}
        - {name: c, where: "age = 200 or age > 20"}
        - {name: d, where: "work = 'Private' and race != 'Asian'"}
      pinned: {where: "work = 'Stat' or id = 1"}
      suites: {p: [roc_auc: {min: 0.1, slices: all}]}
      """)
    defer { tool.remove() }
    let result = try tool.run(["check"])
    let notes = try notes(tool)
    #expect(
      notes.prefix(4) == [
        "slice 'a': no row has work = 'Privat'; did you mean 'Private'? (tollgate.yml:4)",
        "slice 'b': no row has race = 'black'; did you mean 'Black'? (tollgate.yml:5)",
        "slice 'c': no row has age = 200 (tollgate.yml:6)",
        "'pinned': no row has work = 'Stat'; did you mean 'State'? (tollgate.yml:8)",
      ])
    #expect(
      result.output.replacingOccurrences(of: "\n    ", with: " ").contains(
        "did you mean 'Private'?"))
  }

  @Test func `a slice over hundreds of values is told`() throws {
    let tool = try gate(
      """
      models: {candidate: baseline.csv}
      \(Self.data)
      slices: [{by: [city]}, {by: [race]}]
      suites: {p: [roc_auc: {min: 0.1, slices: all}]}
      """)
    defer { tool.remove() }
    _ = try tool.run(["check", "--quiet"])
    #expect(
      try notes(tool).filter { $0.contains("slices") } == [
        "'by: [city]' makes 600 slices, 600 of them under 30 rows; coarser columns, or 'bins' for numbers, "
          + "can be judged better (tollgate.yml:3)"
      ])
  }

  @Test func `a share that is bounded in per cent is told in per cent`() throws {
    let tool = try gate(
      """
      models: {candidate: baseline.csv}
      \(Self.data)
      suites: {p: [accuracy: {min: 99.5%}, accuracy: {min: 0.995, name: plain}]}
      """)
    defer { tool.remove() }
    _ = try tool.run(["check", "--quiet"])
    let report = try tool.read("tollgate-report/summary.md")
    #expect(report.contains("accuracy is 90.00%, below the minimum 99.5%"), "\(report)")
    #expect(report.contains("accuracy is 0.9000, below the minimum 0.995"), "\(report)")
  }
}
