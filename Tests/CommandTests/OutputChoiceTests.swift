import Foundation
import Testing

/// Models that give more than one number a row, and graphs that hand their inputs through.
struct OutputChoiceTests {
  private static let files = ModelFiles(folder: "outputs")

  private func expected(_ name: String) throws -> [Double] {
    try #require(Self.files.columns("expected.csv")[name]).compactMap(Double.init)
  }

  @Test func `an input that is handed through is no score`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    #expect(
      areAlike(
        try Self.files.predicted(
          tool, "classes.onnx", "table.csv", ["--exclude", "cls,price,flag"]),
        try expected("classes.Score.0")))
    #expect(
      areAlike(
        try Self.files.predicted(
          tool, "binary.onnx", "table.csv", ["--exclude", "cls,price,flag"]),
        try expected("binary.P.0")))
    let (code, report) = try Self.files.check(
      tool,
      """
      gate: g
      models: {candidate: '\(Self.files.path("classes.onnx"))'}
      data: {evaluation: '\(Self.files.path("table.csv"))', label: cls, exclude: [price, flag]}
      suites: {p: [{accuracy: {min: 0.9}}]}
      """)
    #expect(code == 0 && report.candidateValues()["p/accuracy"] == 1)
  }

  @Test func `two heads must be told apart by name`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let model = Self.files.path("heads.onnx")
    let table = Self.files.path("table.csv")
    let hidden = ["--exclude", "cls,price,flag"]
    let refused = try tool.run(["predict", model, table] + hidden)
    #expect(refused.code == 4)
    #expect(
      refused.error.contains("'output' beside 'path'")
        && refused.error.contains("'weight' (float, rows × 1), 'price' (float, rows × 1)"))
    for name in ["weight", "price"] {
      #expect(
        areAlike(
          try Self.files.predicted(tool, "heads.onnx", "table.csv", hidden + ["--output", name]),
          try expected("heads.\(name).0")))
    }
    let wrong = try tool.run(["predict", model, table, "--output", "prise"] + hidden)
    #expect(wrong.code == 4 && wrong.error.contains("which is no output of the graph"))
    let shown = try tool.run(["inspect", model])
    #expect(shown.code == 0 && shown.output.contains("'price': float, rows × 1; may be the scores"))
    let (code, _) = try Self.files.check(
      tool,
      """
      gate: g
      models: {candidate: {path: '\(model)', output: price}}
      data: {evaluation: '\(table)', label: price, exclude: [cls, flag]}
      suites: {p: [{max_error: {max: 0.001}}]}
      """)
    #expect(code == 0)
  }

  @Test func `inspect says what each output is`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let shown = try tool.run(["inspect", Self.files.path("classes.onnx")]).output
    #expect(shown.contains("'Features.out': float, rows × 3; an input handed through"))
    #expect(shown.contains("'PredictedLabel': int64, rows; the labels"))
    #expect(shown.contains("'Score': float, rows × 3; the scores"))
  }

  @Test(arguments: ["matrix.onnx", "pair.cbm", "booster.json"])
  func `of several numbers a row one is chosen`(model: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let stem = model == "matrix.onnx" ? "matrix.variable" : String(model.prefix { $0 != "." })
    for number in ["0", "1"] {
      #expect(
        areAlike(
          try Self.files.predicted(
            tool, model, "table.csv", ["--exclude", "cls,price,flag", "--output", number]),
          try expected("\(stem).\(number)")), "\(model) \(number)")
    }
    let gate = """
      gate: g
      models: {candidate: '\(Self.files.path(model))'}
      data: {evaluation: '\(Self.files.path("table.csv"))', label: price, exclude: [cls, flag]}
      suites: {p: [{mae: {max: 1000}}]}
      """
    try tool.write("tollgate.yml", gate)
    let refused = try tool.run(["check", "tollgate.yml", "--ci", "none"])
    #expect(
      refused.code == 4 && refused.error.contains("'output' beside 'path' chooses it, 0 to 1"))
    let beyond = try tool.run([
      "predict", Self.files.path(model), Self.files.path("table.csv"), "--exclude",
      "cls,price,flag",
      "--output", "2",
    ])
    #expect(
      beyond.code == 4 && beyond.error.contains("asks for number 2; the model gives 2 numbers"))
    #expect(try tool.run(["inspect", Self.files.path(model)]).output.contains("2"))
  }

  @Test func `one of several labels is a probability`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let (code, report) = try Self.files.check(
      tool,
      """
      gate: g
      models: {candidate: {path: '\(Self.files.path("tags.json"))', output: 1}}
      data: {evaluation: '\(Self.files.path("table.csv"))', label: flag, exclude: [cls, price]}
      suites: {p: [{roc_auc: {min: 0.5}}, {log_loss: {max: 1}}]}
      """)
    #expect(code == 0 && (report.candidateValues()["p/roc_auc"] ?? 0) > 0.8)
  }

  @Test func `classes and tables of predictions have no output to choose`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let classes = try tool.run([
      "predict", Self.files.path("classes.onnx"), Self.files.path("table.csv"), "--output", "1",
      "--exclude", "cls,price,flag",
    ])
    #expect(classes.code == 4 && classes.error.contains("scores of its classes"))
    let table = try tool.run([
      "predict", Self.files.path("expected.csv"), Self.files.path("table.csv"), "--output", "1",
    ])
    #expect(table.code == 4)
  }
}
