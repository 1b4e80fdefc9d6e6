import Foundation
import Testing

/// A text that a model's own file names as a category is a value, though readers of CSV take it as missing.
struct KnownTextTests {
  private static let files = ModelFiles(folder: "words")

  @Test(arguments: [
    "xgboost.json", "lightgbm.txt", "catboost.cbm", "onehot.skops", "ordinal.skops", "hist.skops",
    "onehot.onnx",
  ])
  func `CSV and Parquet give the library's predictions`(model: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let expected = try #require(Self.files.columns("expected.csv")[model]).compactMap(Double.init)
    for table in ["table.csv", "table.parquet"] {
      #expect(areAlike(try Self.files.predicted(tool, model, table), expected), "\(model) \(table)")
    }
    // With a label of its own predictions a gate shows no error.
    let rows = try Self.files.columns("table.csv")
    let (garage, x) = (try #require(rows["garage"]), try #require(rows["x"]))
    try tool.write(
      "gate.csv",
      "garage,x,y\n" + garage.indices.map { "\(garage[$0]),\(x[$0]),\(expected[$0])\n" }.joined())
    let gate = """
      gate: g
      models: {candidate: '\(Self.files.path(model))'}
      data: {evaluation: gate.csv, label: y}
      slices: [{by: [garage]}]
      suites: {p: [{max_error: {max: 0.001}}, {mae: {max: 0.001, slices: all}}]}
      """
    let (code, report) = try Self.files.check(tool, gate)
    #expect(code == 0)
    #expect(
      report.candidateValues().keys.contains("p/mae[garage=None]"), "slices take it as a value too")
    // Unless the configuration says itself what is missing. CatBoost's reader takes that as the one text
    // for missing that it knows, and scikit-learn's linear models refuse what is missing.
    if ["catboost.cbm", "ordinal.skops"].contains(model) { return }
    let missing = gate.replacingOccurrences(of: "label: y", with: "label: y, missing: ['', None]")
    let told = try Self.files.check(tool, missing)
    #expect((told.report.candidateValues()["p/max_error"] ?? 0) > 0.1)
    #expect(!told.report.candidateValues().keys.contains("p/mae[garage=None]"))
  }

  @Test func `to a model that does not know the text it stays missing`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let rows = try Self.files.columns("table.csv")
    let (garage, x) = (try #require(rows["garage"]), try #require(rows["x"]))
    try tool.write(
      "gate.csv", "garage,x,y\n" + garage.indices.map { "\(garage[$0]),\(x[$0]),0\n" }.joined())
    // The same model, whose category has another name.
    let text = try String(contentsOfFile: Self.files.path("lightgbm.txt"), encoding: .utf8)
    try tool.write("other.txt", text.replacingOccurrences(of: "\"None\"", with: "\"Other\""))
    let alone = try Self.files.check(
      tool,
      """
      gate: g
      models: {candidate: other.txt}
      data: {evaluation: gate.csv, label: y}
      suites: {p: [{mae: {max: 100}}]}
      """)
    let beside = try Self.files.check(
      tool,
      """
      gate: g
      models: {candidate: other.txt, baseline: '\(Self.files.path("xgboost.json"))'}
      data: {evaluation: gate.csv, label: y}
      suites: {p: [{mae: {max: 100}}]}
      """)
    #expect(alone.report.candidateValues()["p/mae"] == beside.report.candidateValues()["p/mae"])
    #expect(beside.report.noteTexts().isEmpty)
  }
}
