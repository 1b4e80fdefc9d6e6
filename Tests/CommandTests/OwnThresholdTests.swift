import Foundation
import Testing

/// A classifier that decides at a threshold of its own: `decision: frozen` takes it from the file, and
/// the gate then decides every row as scikit-learn's `predict` does.
@Suite struct OwnThresholdTests {
  private static let folder = Tool.repository
    .appendingPathComponent("Tests/ModelsTests/Fixtures/SKOPS/Wrappers").path

  /// A gate over rows whose labels are what the model's own library decides.
  private func gate(
    _ model: String, decision: String, positive: String, more: String = ""
  ) throws -> (result: Tool.Result, report: String) {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(
      "tollgate.yml",
      """
      models: {candidate: {path: '\(Self.folder)/\(model).skops'\(more)}}
      data: {evaluation: '\(Self.folder)/thresholds.csv', label: \(model), positive: '\(positive)'}
      decision: {threshold: \(decision)}
      suites: {p: [accuracy: {min: 0.5}]}
      """)
    let result = try tool.run(["check"])
    return (result, (try? tool.read("tollgate-report/report.json")) ?? "")
  }

  @Test(
    arguments: [
      "threshold", "threshold-of-the-first", "threshold-of-decisions",
      "threshold-of-decisions-of-the-first", "threshold-of-margins",
      "threshold-of-margins-of-the-first", "threshold-auto",
      "threshold-tuned", "threshold-tuned-for-the-first", "threshold-searched",
    ], ["yes", "no"])
  func `frozen decides as the model does`(model: String, positive: String) throws {
    let (result, report) = try gate(model, decision: "frozen", positive: positive)
    #expect(result.output.contains("p/accuracy  1.000"), "\(result.output)\(result.error)")
    #expect(report.contains("(the model's own)"))
  }

  @Test func `classes may be numbers`() throws {
    for positive in ["1", "2"] {
      let (result, _) = try gate("threshold-tuned-for-one", decision: "frozen", positive: positive)
      #expect(result.output.contains("p/accuracy  1.000"), "\(result.output)\(result.error)")
    }
  }

  @Test func `another threshold than the model's own is told`() throws {
    let (fixed, report) = try gate("threshold", decision: "0.5", positive: "yes")
    #expect(fixed.code == 0 && !fixed.output.contains("1.000"), "\(fixed.output)\(fixed.error)")
    #expect(
      report.contains(
        "0.5 (the model's own is 0.3, which decision: {threshold: frozen} takes)"), "\(report)")
    let (_, given) = try gate(
      "threshold", decision: "frozen", positive: "yes", more: ", threshold: 0.6")
    #expect(given.contains("0.6 (frozen with the model; its file says 0.3)"))
  }

  /// Without probabilities `predict` gives classes, which are those of the library's `predict`.
  @Test(arguments: ["threshold-of-margins", "threshold-of-margins-of-the-first"])
  func `classes are decided at the threshold of the file`(model: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let table = "\(Self.folder)/thresholds.csv"
    let result = try tool.run(["predict", "\(Self.folder)/\(model).skops", table])
    let lines = try String(contentsOfFile: table, encoding: .utf8)
      .split(whereSeparator: \.isNewline).map { $0.split(separator: ",").map(String.init) }
    let place = try #require(lines[0].firstIndex(of: model))
    #expect(
      result.output == "prediction\n" + lines.dropFirst().map { $0[place] + "\n" }.joined(),
      "\(result.error)")
  }
}
