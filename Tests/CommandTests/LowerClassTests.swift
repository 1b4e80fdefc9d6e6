import Foundation
import Testing

/// The positive class is the lower one, and the model names no classes: its score is that of the other.
struct LowerClassTests {
  private static let files = ModelFiles(folder: "lower")

  private func gate(_ model: String, _ table: String, positive: String) -> String {
    """
    gate: g
    models: {candidate: '\(Self.files.path(model))'}
    data: {evaluation: '\(Self.files.path(table))', label: y, positive: '\(positive)'}
    suites:
      p: [{roc_auc: {min: 0.5}}, {log_loss: {max: 1}}, {recall: {min: 0.1}}, {specificity: {min: 0.1}}]
    """
  }

  @Test(arguments: ["xgboost.json", "lightgbm.txt"])
  func `either class may be the positive one`(model: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    for (table, upper, lower) in [
      ("numbers.csv", "1", "0"), ("words.csv", "yes", "no"), ("truths.csv", "true", "false"),
    ] {
      let one = try Self.files.check(tool, gate(model, table, positive: upper)).report
      let other = try Self.files.check(tool, gate(model, table, positive: lower)).report
      let (ours, theirs) = (one.candidateValues(), other.candidateValues())
      let area = try #require(ours["p/roc_auc"])
      #expect(area > 0.6)
      #expect(abs(area - (theirs["p/roc_auc"] ?? 0)) < 1e-9, "\(model) \(table)")
      // Losses and shares of the classes change places with them.
      #expect(abs((ours["p/log_loss"] ?? 0) - (theirs["p/log_loss"] ?? 1)) < 1e-6)
      #expect(abs((ours["p/recall"] ?? 0) - (theirs["p/specificity"] ?? 1)) < 1e-9)
      #expect(one.noteTexts().isEmpty && other.noteTexts().isEmpty)
    }
  }

  @Test(arguments: ["margin.ubj", "hinge.json"])
  func `margins and decisions change sides too`(model: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let suites = { (text: String) in
      text.replacingOccurrences(of: "{roc_auc: {min: 0.5}}, {log_loss: {max: 1}}, ", with: "")
    }
    let one = try Self.files.check(tool, suites(gate(model, "numbers.csv", positive: "1"))).report
    let other = try Self.files.check(tool, suites(gate(model, "numbers.csv", positive: "0"))).report
    let recall = try #require(one.candidateValues()["p/recall"])
    #expect(recall > 0.3 && recall < 1)
    #expect(abs(recall - (other.candidateValues()["p/specificity"] ?? 2)) < 1e-9)
  }

  @Test func `of texts the positive one is class 1, which is told`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let good = try Self.files.check(tool, gate("xgboost.json", "texts.csv", positive: "good"))
      .report
    #expect(good.noteTexts().isEmpty && (good.candidateValues()["p/roc_auc"] ?? 0) > 0.6)
    let bad = try Self.files.check(tool, gate("xgboost.json", "texts.csv", positive: "bad"))
    #expect(bad.code == 1)
    #expect(
      bad.report.noteTexts().contains { $0.contains("names no classes") && $0.contains("'bad'") })
    let backward = try #require(bad.report.noteTexts().first { $0.contains("backwards") })
    #expect(backward.contains("below 0.5") && backward.contains("'classes' beside 'path'"))
    let console = try tool.run(["check", "tollgate.yml", "--ci", "none"])
    #expect((console.output + console.error).contains("backwards"))
  }

  @Test func `a score on the wrong side is told whatever is asked`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let scores = try Self.files.predicted(tool, "xgboost.json", "numbers.csv")
    try tool.write(
      "scores.csv", "probability\n" + scores.map { "\(1 - $0)\n" }.joined())
    let report = try Self.files.check(
      tool,
      """
      gate: g
      models: {candidate: scores.csv}
      data: {evaluation: '\(Self.files.path("numbers.csv"))', label: y, positive: 1}
      suites: {p: [{prevalence: {min: 0.01}}]}
      """
    ).report
    #expect(report.noteTexts().contains { $0.contains("candidate orders the rows backwards") })
    // What is chance is no news.
    try tool.write(
      "scores.csv", "probability\n" + scores.indices.map { "0.\($0 % 7 + 1)\n" }.joined())
    let chance = try Self.files.check(tool, try tool.read("tollgate.yml")).report
    #expect(chance.noteTexts().isEmpty)
  }
}
