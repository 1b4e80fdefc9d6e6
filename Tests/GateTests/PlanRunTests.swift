import Checks
import Findings
import Foundation
import Kernels
import Testing

@testable import Gate

@Suite struct PlanRunTests {
  /// A plan of a table of stored predictions.
  private func plan(
    _ suites: String, rows: Int = 300, slices: String = "[]", usesScores: Bool = true,
    statistics: String = "{}"
  ) throws -> PlanReport {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tollgate-plan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var table = "y,half,third,near\n"
    var (new, old) = ("score\n", "score\n")
    for row in 0..<rows {
      let label = (row * row + row / 3) % 5 < 2 ? 1 : 0
      table += "\(label),\(row % 2),\(row % 3),\(row % 2 == 0 || row % 50 == 1 ? 0 : 1)\n"
      func score(_ factor: Int) -> Double {
        min(0.98, 0.05 + Double((row * factor) % 97) / 150 + Double(label) * 0.25)
      }
      new += "\(score(7))\n"
      old += "\(score(11))\n"
    }
    for (name, text) in [("t.csv", table), ("new.csv", new), ("old.csv", old)] {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let configuration = try ConfigurationReader.read(
      """
      models:
        candidate: {path: new.csv, score: score}
        baseline: {path: old.csv, score: score}
      data: {evaluation: t.csv, label: y, positive: "1"}
      statistics: \(statistics)
      slices: \(slices)
      suites: {s: \(suites)}
      """, file: folder.appendingPathComponent("tollgate.yml").path)
    try Data().write(to: folder.appendingPathComponent("tollgate.yml"))
    return try PlanRun(
      configuration: configuration, parallel: Parallel(threads: 2), usesScores: usesScores
    ).report()
  }

  @Test func `without scores, 300 rows can never show a margin of half a point`() throws {
    let report = try plan(
      "[{accuracy: {max_regression: 0.5pp}}, {recall: {max_regression: 20pp}}]", usesScores: false)
    #expect(report.decisions.map(\.prospect) == [.neverDecides, .canDecide])
    let accuracy = report.decisions[0]
    // 2.487 · sqrt(0.06 / 300), and (2.487 / 0.005)² · 0.06.
    #expect(abs((accuracy.detectableEffect ?? 0) - 0.03517) < 1e-4)
    #expect(abs((accuracy.rowsNeeded ?? 0) - 14_838) <= 10)
    #expect(accuracy.rows == 300 && report.decisions[1].rows == 140)
    #expect(!report.usesScores && report.assumptions.count == 3)
  }

  @Test func `without scores, what labels cannot tell needs scores`() throws {
    let report = try plan(
      "[{log_loss: {max_regression: 1%}}, {f1: {max_regression: 1pp, min: 0.5}}, {roc_auc: {max_regression: 0.1}}]",
      usesScores: false)
    #expect(
      report.decisions.map(\.prospect) == [.needsScores, .onPoint, .needsScores, .canDecide])
  }

  @Test func `with scores, the observed power decides`() throws {
    let report = try plan(
      "[{accuracy: {max_regression: 1pp}}, {accuracy: {name: wide, max_regression: 30pp}}]")
    #expect(report.usesScores)
    #expect(report.decisions.map(\.prospect) == [.underpowered, .canDecide])
    #expect(try #require(report.decisions[0].rowsNeeded) > 300)
    let power = try report.decisions.map { try #require($0.power) }
    #expect(power[0] < 0.5 && power[1] > 0.99)
    #expect(
      report.families == [
        Report.Family(name: "primary", tests: 2, correction: "holm", alpha: 0.05)
      ])
  }

  @Test func `families are counted before anything is scored`() throws {
    let suites = "[{accuracy: {max_regression: 1pp, slices: all}}, {recall: {max_regression: 1pp}}]"
    let slices = "[{by: [half]}, {by: [third]}]"
    let (before, after) = (
      try plan(suites, slices: slices, usesScores: false), try plan(suites, slices: slices)
    )
    #expect(before.families == after.families)
    #expect(before.families.map(\.tests) == [2, 5])
    #expect(before.findings == 7)
  }

  @Test(arguments: [
    ("contradicting_conditions", "[{accuracy: {min: 0.9, max: 0.8}}]", "[]"),
    ("contradicting_conditions", "[{accuracy: {min_improvement: 2pp, max_change: 1pp}}]", "[]"),
    ("bound_at_the_edge", "[{accuracy: {min: 0}}]", "[]"),
    ("whole_range_margin", "[{accuracy: {max_regression: 1}}]", "[]"),
    ("zero_margin", "[{accuracy: {max_regression: 0}}]", "[]"),
    ("margin_below_noise", "[{accuracy: {max_regression: 0.1pp}}]", "[]"),
    (
      "small_slices", "[{accuracy: {max_regression: 9pp, slices: all}}]",
      "[{name: few, where: 'near < 1 and half > 0'}]"
    ),
    (
      "overlapping_slices", "[{accuracy: {max_regression: 9pp, slices: all}}]",
      "[{by: [half]}, {by: [near]}]"
    ),
  ])
  func `each lint finds what it is for`(lint: String, suites: String, slices: String) throws {
    let report = try plan(suites, slices: slices)
    #expect(report.advice.contains { $0.lint == lint }, "\(report.advice)")
  }

  @Test func `a sound plan gets no advice`() throws {
    let report = try plan(
      "[{accuracy: {max_regression: 30pp, min: 0.2, slices: all}}]", slices: "[{by: [third]}]")
    #expect(report.advice.isEmpty, "\(report.advice)")
  }

  @Test func `lints have distinct ids and a reason`() {
    let ids = PlanLintCatalog.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(PlanLintCatalog.all.allSatisfy { $0.summary.hasSuffix(".") })
  }

  @Test func `what one row decides is not compared`() throws {
    let configuration = try ConfigurationReader.read(
      """
      models: {candidate: a, baseline: b}
      data: {evaluation: e, label: y}
      suites: {s: [{max_error: {max_regression: 5%}}]}
      """, file: "gate.yml")
    do throws(GateError) {
      _ = try Plan(configuration, task: .regression, slices: [], only: [])
      Issue.record("a comparison that could never be decided was planned")
    } catch {
      #expect(error.message.contains("one row alone decides 'max_error'"), "\(error.message)")
      #expect(error.exitCode == .usage)
    }
  }
}
