import Foundation
import Testing

/// Models that were fitted on 0 and 1, and labels that are called otherwise.
@Suite struct ModelClassesTests {
  /// P(1) is 0.9 for x > 5, else 0.2.
  static let pmml = """
    <PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header/>
    <DataDictionary><DataField name="x" optype="continuous" dataType="double"/>
    <DataField name="y" optype="categorical" dataType="string"><Value value="0"/><Value value="1"/></DataField></DataDictionary>
    <TreeModel functionName="classification"><MiningSchema><MiningField name="x"/><MiningField name="y" usageType="target"/></MiningSchema>
    <Node><True/>
    <Node score="1"><SimplePredicate field="x" operator="greaterThan" value="5"/>
    <ScoreDistribution value="0" recordCount="10"/><ScoreDistribution value="1" recordCount="90"/></Node>
    <Node score="0"><SimplePredicate field="x" operator="lessOrEqual" value="5"/>
    <ScoreDistribution value="0" recordCount="80"/><ScoreDistribution value="1" recordCount="20"/></Node>
    </Node></TreeModel></PMML>
    """

  private static let fixtures = Tool.repository
    .appendingPathComponent("Tests/ModelsTests/Fixtures").path

  /// A model of each format, with the names of its columns.
  private static let models: [(path: String, columns: [String])] = [
    ("\(fixtures)/SKOPS/logistic-positional.skops", (0..<4).map { "f\($0)" }),
    ("\(fixtures)/ONNX/gradient-boosting-binary.onnx", (0..<5).map { "f\($0)" }),
    ("\(fixtures)/catboost-Logloss/model.cbm", ["age", "income", "score", "rate"]),
    (
      "\(fixtures)/catboost-class-names-of-truth-values/model.cbm",
      ["age", "income", "score", "rate"]
    ),
  ]

  /// 60 rows whose label is what the model finds likely, in the words of `label`: area 1 if its classes are
  /// read right, 0 if they are exchanged.
  private func gate(
    _ model: (path: String, columns: [String]), words: (String, String), settings: String = "",
    data: String = "", positive: String?
  ) throws -> Tool.Result {
    let tool = try Tool()
    defer { tool.remove() }
    var state: UInt64 = 7
    let cells = (0..<60).map { _ in
      model.columns.map { _ -> String in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return "\(Double(state >> 33) / Double(1 << 31) * 4 - 2)"
      }.joined(separator: ",")
    }
    let header = model.columns.joined(separator: ",")
    try tool.write("rows.csv", "\(header)\n\(cells.joined(separator: "\n"))\n")
    let scored = try tool.run(["predict", model.path, "rows.csv"])
    #expect(scored.code == 0, "\(scored.error)")
    let chances = scored.output.split(separator: "\n").dropFirst().compactMap { line in
      line.split(separator: ",").last.flatMap { Double($0) }
    }
    let median = try #require(chances.sorted().dropFirst(30).first)
    try #require(chances.count == 60 && chances.contains { $0 < median })
    try tool.write(
      "rows.csv",
      "\(header),y\n"
        + zip(cells, chances).map { "\($0),\($1 >= median ? words.1 : words.0)\n" }.joined())
    try tool.write(
      "tollgate.yml",
      """
      models: {candidate: {path: \(model.path)\(settings)}}
      data: {evaluation: rows.csv, label: y\(positive.map { ", positive: '\($0)'" } ?? "")\(data)}
      suites: {p: [roc_auc: {min: 0.999}]}
      """)
    return try tool.run(["check", "--ci", "none"])
  }

  @Test(arguments: 0..<4)
  func `truth values and 0 and 1 agree by themselves`(index: Int) throws {
    for words in [("0", "1"), ("false", "true"), ("False", "True")] {
      for positive in [nil, words.1] {
        let result = try gate(Self.models[index], words: words, positive: positive)
        #expect(result.code == 0, "\(words) \(result.output)\(result.error)")
      }
    }
  }

  @Test(arguments: 0..<4)
  func `a list beside the path, or of all models, says the rest`(index: Int) throws {
    let model = Self.models[index]
    for (words, list) in [(("no", "yes"), "['no', 'yes']"), (("1", "2"), "[1, 2]")] {
      for (settings, data) in [(", classes: \(list)", ""), ("", ", classes: \(list)")] {
        let result = try gate(
          model, words: words, settings: settings, data: data, positive: words.1)
        #expect(result.code == 0, "\(words) \(settings) \(data) \(result.output)\(result.error)")
      }
    }
    // Exchanged it is believed, too.
    let exchanged = try gate(
      model, words: ("no", "yes"), settings: ", classes: ['yes', 'no']", positive: "yes")
    #expect(exchanged.code == 1, "\(exchanged.output)\(exchanged.error)")
    let untold = try gate(model, words: ("no", "yes"), positive: "yes")
    #expect(untold.code == 4)
    let advice = "'classes' beside 'path' lists the label's values"
    #expect(untold.error.contains(advice), "\(untold.error)")
  }

  @Test(arguments: [
    (
      ", classes: ['no', 'maybe', 'yes']", "'classes' lists 'maybe', which is no value of label 'y'"
    ),
    (", classes: ['no']", "'classes' names 1 class, the model has 2: 0, 1"),
  ])
  func `a list that does not fit is refused`(settings: String, message: String) throws {
    let result = try gate(
      Self.models[0], words: ("no", "yes"), settings: settings, positive: "yes")
    #expect(result.code == 2 && result.error.contains(message), "\(result.error)")
  }

  @Test func `a list that contradicts the model's own names is refused`() throws {
    let result = try gate(
      Self.models[0], words: ("0", "1"), settings: ", classes: [1, 0]", positive: "1")
    #expect(result.code == 2, "\(result.error)")
    #expect(result.error.contains("the model's own classes are 0, 1"), "\(result.error)")
  }

  @Test func `init writes the list`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("m.pmml", Self.pmml)
    try tool.write(
      "rows.csv",
      "x,visit\n" + (0..<60).map { "\($0 % 11),\($0 % 11 > 5 ? "yes" : "no")\n" }.joined())
    let started = try tool.run(["init", "--candidate", "m.pmml", "--data", "rows.csv"])
    #expect(started.code == 0, "\(started.error)")
    let text = try tool.read("tollgate.yml")
    #expect(text.contains("classes: [\"no\", \"yes\"]    # ? in the model's order"), "\(text)")
    // Nothing has a condition yet, so nothing is judged; what is recorded is right.
    let result = try tool.run(["check", "--ci", "none"])
    #expect(result.code == 3 && result.output.contains("roc_auc    1.000"), "\(result.output)")
    // Other words for the same need no list.
    try tool.write(
      "rows.csv", "x,visit\n" + (0..<60).map { "\($0 % 11),\($0 % 11 > 5)\n" }.joined())
    try FileManager.default.removeItem(at: tool.directory.appendingPathComponent("tollgate.yml"))
    let plain = try tool.run(["init", "--candidate", "m.pmml", "--data", "rows.csv"])
    let other = try tool.read("tollgate.yml")
    #expect(plain.code == 0 && !other.contains("classes:"), "\(other)\(plain.error)")
  }

  @Test(arguments: ["proba_", "probability_", "prob_"])
  func `two columns for 0 and 1 are binary`(prefix: String) throws {
    for words in [("0", "1"), ("false", "true")] {
      let tool = try Tool()
      defer { tool.remove() }
      let truth = (0..<60).map { "\($0 % 3 == 0 ? words.1 : words.0)\n" }
      try tool.write("rows.csv", "y\n\(truth.joined())")
      try tool.write(
        "p.csv",
        "\(prefix)0,\(prefix)1\n"
          + (0..<60).map { $0 % 3 == 0 ? "0.3,0.7\n" : "0.6,0.4\n" }.joined())
      try tool.write(
        "tollgate.yml",
        """
        models: {candidate: p.csv}
        data: {evaluation: rows.csv, label: y}
        suites: {p: [roc_auc: {min: 0.99}]}
        """)
      let result = try tool.run(["check", "--ci", "none"])
      #expect(result.code == 0, "\(words) \(result.output)\(result.error)")
    }
  }

  private static var hasPython: Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }
  }

  /// The README's programs, with a formula for the model.
  private static let programs = [
    "csv": """
    import sys
    print("proba_0,proba_1")
    for line in sys.stdin.read().split()[1:]: print(f"{1 - float(line) / 10},{float(line) / 10}")
    """,
    "lines": """
    import json, sys
    for line in sys.stdin:
        q = json.loads(line)
        proba = [[1 - row[0] / 10, row[0] / 10] for row in q["data"]]
        print(json.dumps({"id": q["id"], "probabilities": proba, "classes": [0, 1]}), flush=True)
    """,
    "unnamed": """
    import json, sys
    for line in sys.stdin:
        q = json.loads(line)
        print(json.dumps({"id": q["id"], "probabilities": [[1 - row[0] / 10, row[0] / 10] for row in q["data"]]}), flush=True)
    """,
    "pipeline": """
    import json, sys
    for line in sys.stdin:
        q = json.loads(line)
        print(json.dumps({"id": q["id"], "predictions": [{"label": "yes" if row[0] >= 5 else "no", "score": max(1 - row[0] / 10, row[0] / 10)} for row in q["data"]]}), flush=True)
    """,
  ]

  @Test(
    .enabled(if: hasPython, "there is no python3 on the PATH"),
    arguments: [
      ("csv", "", ("0", "1"), ""), ("csv", "", ("false", "true"), ""),
      ("csv", ", classes: ['no', 'yes']", ("no", "yes"), ", positive: 'yes'"),
      ("lines", "", ("0", "1"), ""), ("unnamed", "", ("0", "1"), ""),
      ("unnamed", ", classes: ['no', 'yes']", ("no", "yes"), ", positive: 'yes'"),
      ("pipeline", "", ("no", "yes"), ", positive: 'yes'"),
    ])
  func `programs of the README answer for a binary gate`(
    program: String, settings: String, words: (String, String), data: String
  ) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let exchange = program == "csv" ? "csv" : "lines"
    try tool.write("score.py", Self.programs[program] ?? "")
    try tool.write(
      "rows.csv",
      "x,y\n" + (0..<60).map { "\($0 % 11),\($0 % 11 >= 5 ? words.1 : words.0)\n" }.joined())
    try tool.write(
      "tollgate.yml",
      """
      models: {candidate: {command: [python3, score.py], protocol: \(exchange)\(settings)}}
      data: {evaluation: rows.csv, label: y\(data)}
      suites: {p: [roc_auc: {min: 0.99}, accuracy: {min: 0.99}]}
      """)
    let result = try tool.run(["check", "--ci", "none"])
    #expect(result.code == 0, "\(result.output)\(result.error)")
  }
}
