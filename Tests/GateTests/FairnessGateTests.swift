import Checks
import Findings
import Foundation
import Kernels
import Testing

@testable import Gate

/// Gates of groups, from tables of predictions to findings.
@Suite struct FairnessGateTests {
  /// 40 rows a cell of sex and plan; women are called half as often, and two rows have no sex.
  private static let table: String = {
    var text = "id,sex,race,age,label,new,old\n"
    for row in 0..<400 {
      let sex = row % 2 == 0 ? "Female" : "Male"
      let race = row % 40 < 34 ? "White" : row % 40 == 39 ? "Rare" : "Black"
      let label = (row / 4) % 2
      let called = (row / 2) % 10 < (sex == "Male" ? 6 : 3)
      let wasCalled = (row / 2) % 10 < (sex == "Male" ? 6 : 4)
      text +=
        "\(row),\(row < 2 ? "" : sex),\(race),\(20 + row % 50),\(label),\(called ? 0.8 : 0.2),"
        + "\(wasCalled ? 0.8 : 0.2)\n"
    }
    return text
  }()

  private func run<Result>(
    _ suites: String, protected: String = "[sex]", root: String = "",
    _ body: (GateConfiguration) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tollgate-fairness-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, column) in [("new", 5), ("old", 6)] {
      let rows = Self.table.split(separator: "\n").map { line -> String in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        return "\(cells[0]),\(column == 0 ? "" : cells[column])"
      }
      let text = rows.joined(separator: "\n").replacingOccurrences(
        of: "id,\(name)", with: "id,score")
      try Data((text + "\n").utf8).write(to: folder.appendingPathComponent("\(name).csv"))
    }
    try Data(Self.table.utf8).write(to: folder.appendingPathComponent("t.csv"))
    let file = folder.appendingPathComponent("tollgate.yml")
    let configuration = try ConfigurationReader.read(
      """
      models:
        candidate: {path: new.csv, score: score}
        baseline: {path: old.csv, score: score}
      data: {evaluation: t.csv, label: label, positive: "1", id: id, protected: \(protected)}
      \(root)
      suites: {fairness: \(suites)}
      """, file: file.path)
    try Data().write(to: file)
    return try body(configuration)
  }

  private func report(
    _ suites: String, protected: String = "[sex]", root: String = "", threads: Int = 2
  ) throws -> Report {
    try run(suites, protected: protected, root: root) { configuration in
      try GateRun(
        configuration: configuration, parallel: Parallel(threads: threads), toolVersion: "test"
      ).report(run: Report.Run(start: "", seconds: 0, host: ""))
    }
  }

  private static func groups(of report: Report) -> [Exhibit.Groups] {
    report.exhibits.compactMap {
      if case .groups(let groups) = $0.content { groups } else { nil }
    }
  }

  @Test func `a gap that is shown fails, and the message tells it`() throws {
    let report = try report(
      "[demographic_parity_ratio: {by: [sex], min: 0.8, max_regression: 0.02}]")
    let finding = try #require(report.findings.first)
    #expect(finding.id == "fairness/demographic_parity_ratio[by sex]")
    #expect(finding.outcome == .failed)
    #expect(
      finding.message.hasPrefix(
        "Female is selected at 0.50 of the rate of Male (29.6% of 199 rows against 59.8% of 199); "
          + "demographic_parity_ratio is "), "\(finding.message)")
    #expect(finding.message.contains("2 rows of unknown group") == false)
    let change = try #require(finding.measurement.difference)
    let high = try #require(change.high)
    #expect(change.value < -0.1 && high < -0.02)
    let groups = try #require(Self.groups(of: report).first)
    #expect(groups.groups.map(\.name) == ["Female", "Male", "(unknown)"])
    // Two rows would be two persons.
    #expect(groups.groups[2].rows == nil && groups.groups[2].candidate == nil)
    #expect(groups.groups[1].note == "highest")
    let band = try #require(groups.bandLow)
    #expect((band - 0.8 * 119 / 199).magnitude < 1e-9)
  }

  @Test func `every protected column is a finding where 'by' is not given`() throws {
    let report = try report(
      "[demographic_parity_difference: {max: 0.9}]", protected: "[sex, race]")
    #expect(
      report.findings.map(\.id) == [
        "fairness/demographic_parity_difference[by sex]",
        "fairness/demographic_parity_difference[by race]",
      ])
    // Ten rows are too few to judge, and said to be.
    #expect(report.findings[1].message.contains("too small to be judged: Rare"))
  }

  @Test func `intersections, numbers and lists of lists are groups`() throws {
    let report = try report(
      "[demographic_parity_difference: {by: [[sex, race], [age]], bins: [40], max: 0.9}]")
    #expect(report.findings.count == 2)
    let names = Self.groups(of: report).map { $0.groups.map(\.name) }
    #expect(names[0].contains("Female, White") && names[0].contains(GroupLabels.other))
    #expect(names[1] == ["age<40", "age>=40"])
  }

  /// fairlearn fills intersections that nobody is in with NaN, over the full product of values.
  @Test func `an intersection without rows is no group`() throws {
    let report = try report(
      "[demographic_parity_difference: {by: [sex, race], min_rows: 5, max: 0.9}]")
    let names = try #require(Self.groups(of: report).first).groups.map(\.name)
    #expect(names.contains("Male, Rare") && !names.contains("Female, Rare"), "\(names)")
    #expect(
      report.findings[0].outcome != .inconclusive || report.findings[0].measurement.gap == nil)
  }

  private enum GroupLabels { static let other = "(other)" }

  @Test func `a required group that is absent leaves the finding open`() throws {
    let report = try report(
      "[demographic_parity_difference: {by: [sex], max: 0.9, required_groups: [Female, Divers]}]")
    let finding = report.findings[0]
    #expect(finding.outcome == .inconclusive && finding.blocksUndecided)
    #expect(finding.message.contains("the required group 'Divers' has no row"))
    #expect(report.verdict == .inconclusive)
  }

  @Test func `a required group that no set of attributes has leaves all findings open`() throws {
    let report = try report(
      "[demographic_parity_difference: {by: [[sex], [race]], max: 0.9, "
        + "required_groups: [Female, Divers]}]")
    for finding in report.findings {
      #expect(finding.outcome == .inconclusive)
      #expect(finding.message.contains("the required group 'Divers' has no row"))
      #expect(!finding.message.contains("'Female'"))
    }
  }

  @Test func `signed disparities are one finding a group`() throws {
    let report = try report("[disparate_impact: {by: [sex], reference_group: Male, min: 0.8}]")
    #expect(report.findings.map(\.id) == ["fairness/disparate_impact[sex=Female]"])
    #expect(report.findings[0].outcome == .failed)
  }

  @Test func `'judge point' decides on the number`() throws {
    let report = try report(
      "[demographic_parity_ratio: {by: [sex], min: 0.45, judge: point}]")
    #expect(report.findings[0].outcome == .passed)
  }

  @Test func `a preset is the checks that it stands for`() throws {
    let report = try report("[four_fifths: {by: [sex]}]")
    #expect(
      report.findings.map(\.id) == [
        "fairness/four_fifths/demographic_parity_ratio[by sex]",
        "fairness/four_fifths/demographic_parity_difference[by sex]",
      ])
    #expect(report.findings.map(\.outcome) == [.failed, .recorded])
  }

  @Test(arguments: ["max_regression: 0.1", "max: 1", "min: 0.9"])
  func `a condition beside a preset never takes its rule away`(condition: String) throws {
    let report = try report("[four_fifths: {by: [sex], \(condition)}]")
    #expect(report.findings.map(\.outcome) == [.failed, .recorded])
    let least = report.findings[0].conditions.filter { $0.condition.kind == .min }
    #expect(least.map(\.condition.bound.text) == [condition == "min: 0.9" ? "0.9" : "0.8"])
  }

  @Test func `an unknown group that is required is judged`() throws {
    let report = try report(
      "[demographic_parity_difference: {by: [sex], max: 0.9, required_groups: [(unknown)]}]")
    guard case .object(let groups)? = report.findings[0].measurement.detail["groups"] else {
      Issue.record("no groups")
      return
    }
    let unknown = groups.values.contains { table in
      guard case .array(let rows) = table else { return false }
      return rows.contains {
        guard case .object(let row) = $0 else { return false }
        return row["group"] == .string("(unknown)") && row["standing"] == .string("judged")
      }
    }
    #expect(unknown, "\(groups)")
  }

  @Test(arguments: [
    ("{min: 0.8}", "[]", "'demographic_parity_ratio' compares groups: 'by' names their columns"),
    ("{by: [gender], min: 0.8}", "[sex]", "'by': there is no column 'gender'"),
    ("{by: [label], min: 0.8}", "[sex]", "'by' names the label 'label'"),
    (
      "{by: [sex], reference_group: Man, min: 0.8}", "[sex]",
      "the groups by sex have no 'Man' to compare with; there are Female, Male, (unknown)"
    ),
  ])
  func `what cannot be meant is refused`(
    options: String, protected: String, message: String
  ) throws {
    do {
      let report = try report(
        "[demographic_parity_ratio: \(options)]", protected: protected)
      #expect(report.findings[0].outcome == .error)
      #expect(report.findings[0].message.contains(message), "\(report.findings[0].message)")
    } catch let error as GateError {
      #expect(error.message.contains(message), "\(error.message)")
    }
  }

  @Test func `threads change nothing, and slices have groups of their own`() throws {
    let suites =
      "[equalized_odds_difference: {by: [sex], max: 0.5, slices: all}, "
      + "accuracy_group_ratio: {by: [sex], min: 0.5}, roc_auc_group_difference: {by: [sex], max: 0.9}]"
    let root = "slices: [{name: young, where: \"age < 45\"}]"
    let first = try report(suites, root: root, threads: 1)
    let second = try report(suites, root: root, threads: 3)
    // The places of two configurations in two folders differ.
    #expect(first.findings.map(\.measurement) == second.findings.map(\.measurement))
    #expect(first.findings.map(\.message) == second.findings.map(\.message))
    #expect(first.findings.map(\.id).contains("fairness/equalized_odds_difference[by sex][young]"))
  }

  @Test func `conditional parity compares within strata`() throws {
    let report = try report(
      "[demographic_parity_difference: {by: [sex], strata: [age], bins: [40], max: 0.9}]")
    #expect(report.findings[0].measurement.detail["strata"] == .array([.string("age")]))
    #expect(report.findings[0].measurement.candidate.estimate != nil)
  }
}
