import Checks
import Findings
import Kernels
import Metrics
import Tabular
import Testing

@testable import Gate
@testable import Judging

/// What was asked for and is no number, or was looked for where nothing is, is never part of a pass.
@Suite struct UndefinedTests {
  /// Rows of two classes; each model is right but on the rows that it is wrong on.
  private func evidence(
    _ labels: [UInt8], candidateWrong: Set<Int> = [], baselineWrong: Set<Int> = []
  ) -> Evidence {
    func outcomes(_ wrong: Set<Int>) -> Result<Outcomes, Unavailable> {
      let scores = labels.enumerated().map { row, label in
        (label == 1) != wrong.contains(row) ? 0.7 + Double(row) / 1e5 : 0.3 - Double(row) / 1e5
      }
      return .success(
        .binary(
          BinaryOutcomes(
            labels: labels, scores: scores, scoresAreProbabilities: true,
            decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: nil, threshold: 0.5,
            descending: DescendingOrder.positions(of: scores))))
    }
    return Evidence(outcomes: [
      .candidate: outcomes(candidateWrong), .baseline: outcomes(baselineWrong),
    ])
  }

  private func judgement(
    _ entries: String, _ evidence: Evidence, slice: Set<Int>? = nil, statistics: String = "{}",
    failOn: FailOn = .inconclusive
  ) throws -> Judgement {
    let configuration = try ConfigurationReader.read(
      """
      models: {candidate: c, baseline: b}
      data: {evaluation: test.csv, label: y}
      statistics: \(statistics)
      suites: {s: [\(entries)]}
      """, file: "gate.yml")
    let count = try #require(try evidence.outcomes[.candidate]?.get().rowCount)
    let slices = slice.map { rows in
      [Slice(name: "part", mask: RowMask(rowCount: count) { rows.contains($0) }, aliases: ["part"])]
    }
    return try Judgement(
      of: evidence, configuration: configuration, task: .binary, slices: slices ?? [],
      failOn: failOn, parallel: Parallel(threads: 1))
  }

  private let negatives = [UInt8](repeating: 0, count: 100)
  private let both = (0..<400).map { UInt8($0 % 2) }

  @Test(arguments: FailOn.allCases) func `nothing judged ends 3, whatever --fail-on says`(
    failOn: FailOn
  ) throws {
    for entries in [
      "roc_auc", "recall: {min: 0.5}", "recall: {min: 0.5, severity: warn}",
      "recall: {max_regression: 1pp, prove: harm}",
    ] {
      for statistics in ["{}", "{on_inconclusive: warn}"] {
        let found = try judgement(
          entries, evidence(negatives), statistics: statistics, failOn: failOn
        ).decision
        #expect(found.verdict == .inconclusive && found.exitCode == .inconclusive, "\(entries)")
        #expect(!found.reason.isEmpty)
      }
    }
  }

  @Test func `on_inconclusive softens doubt and not what is undefined`() throws {
    let entries = "accuracy: {min: 0.5}, recall: {min: 0.5}"
    for policy in ["fail", "warn"] {
      let found = try judgement(
        entries, evidence(negatives), statistics: "{on_inconclusive: \(policy)}")
      #expect(found.findings.map(\.outcome) == [.passed, .inconclusive])
      #expect(found.findings[1].isUndefined)
      #expect(found.decision.verdict == .inconclusive && found.decision.exitCode == .inconclusive)
      #expect(found.decision.reason.contains("s/recall"), "\(found.decision.reason)")
    }
    // Doubt is softened as it was.
    let doubt = try judgement(
      "accuracy: {max_regression: 1pp}, recall: {min: 0.1}",
      evidence(both, candidateWrong: Set(0..<20), baselineWrong: Set(20..<40)),
      statistics: "{on_inconclusive: warn}")
    #expect(doubt.findings.map(\.outcome) == [.inconclusive, .passed])
    #expect(!doubt.findings[0].isUndefined && doubt.decision.verdict == .passed)
  }

  @Test func `an undefined number that only warns is warned of`() throws {
    let found = try judgement(
      "accuracy: {min: 0.5}, recall: {min: 0.5, severity: warn}", evidence(negatives),
      failOn: .warn)
    #expect(found.findings.map(\.outcome) == [.passed, .warned])
    #expect(found.decision.exitCode == .warned)
    #expect(found.findings[1].message.contains("recall is undefined"))
  }

  @Test(arguments: ["all", "[part]"], ["", ", prove: harm", ", prove: hold"])
  func `a slice without rows ends 3`(slices: String, proof: String) throws {
    for condition in ["min: 0.5", "max_regression: 5pp", "min: 0.5, judge: shown"] {
      for policy in ["fail", "warn"] {
        let found = try judgement(
          "accuracy: {\(condition), slices: \(slices)\(proof)}", evidence(both), slice: [],
          statistics: "{on_inconclusive: \(policy)}")
        #expect(found.findings.map(\.outcome) == [.passed, .inconclusive], "\(condition)")
        #expect(found.decision.exitCode == .inconclusive)
        #expect(
          found.findings[1].message.contains("no row of test.csv is in the slice"),
          "\(found.findings[1].message)")
      }
    }
    let told = try judgement(
      "accuracy: {min: 0.5, slices: \(slices), severity: warn}", evidence(both), slice: [])
    #expect(
      told.findings.map(\.outcome) == [.passed, .warned] && told.decision.exitCode == .passed)
  }

  /// The candidate mends the only positive of the slice.
  @Test func `few rows never pass, however well they look`() throws {
    var labels = both
    for row in 0..<40 { labels[row] = 0 }
    labels[5] = 1
    let rows = evidence(labels, candidateWrong: [300], baselineWrong: [5, 301])
    let all = try judgement("recall: {max_regression: 5pp, slices: all}", rows, slice: Set(0..<40))
    #expect(all.findings.map(\.outcome) == [.passed, .recorded])
    #expect(all.findings[1].message.hasPrefix("not judged: "), "\(all.findings[1].message)")
    #expect(all.findings[1].message.contains("(1 row; 30 are needed to judge)"))
    #expect(all.decision.exitCode == .passed)
    // One that is named is told, and blocks no more than doubt about it would.
    let named = try judgement(
      "recall: {max_regression: 5pp, slices: [part]}", rows, slice: Set(0..<40))
    #expect(named.findings.map(\.outcome) == [.passed, .inconclusive])
    #expect(named.decision.exitCode == .passed, "\(named.decision.reason)")
    let strict = try judgement(
      "recall: {max_regression: 5pp, slices: [part], prove: hold}", rows, slice: Set(0..<40))
    #expect(strict.decision.exitCode == .inconclusive)
  }

  @Test func `few rows fail where their interval shows it`() throws {
    let rows = evidence(both, candidateWrong: Set(0..<20))
    let found = try judgement(
      "accuracy: {max_regression: 5pp, slices: all}, roc_auc", rows, slice: Set(0..<20))
    #expect(found.findings[1].outcome == .failed, "\(found.findings[1].message)")
  }

  @Test func `what a waiver is about is not what was judged`() throws {
    let waiver = Finding(
      id: "waivers/x", suite: Finding.waiverSuite, check: "waiver",
      measurement: Measurement(direction: .none, candidate: .undefined("a waiver is no number")),
      conditions: [], outcome: .warned, severity: .warn, message: "names no finding",
      waiver: Waiver(reason: "R", owner: "o", expires: "2027-01-31"))
    let found = VerdictRule(onInconclusive: .fail, failOn: .never).decide([waiver])
    #expect(found.verdict == .inconclusive && found.exitCode == .inconclusive)
  }

  @Test func `a waiver covers no undefined number that only warns`() throws {
    let found = try judgement("recall: {min: 0.5, severity: warn}", evidence(negatives)).findings
    let waivers = try ConfigurationReader.read(
      """
      models: {candidate: c, baseline: b}
      data: {evaluation: test.csv, label: y}
      suites: {s: [recall: {min: 0.5, severity: warn}]}
      waivers: [{finding: s/recall, reason: R, owner: o, expires: 2027-01-31}]
      """, file: "gate.yml"
    ).waivers
    let rule = WaiverRule(
      waivers: waivers, file: nil, today: CalendarDate("2026-11-30"), isPartial: false)
    let after = rule.apply(to: found)
    #expect(after.map(\.outcome) == [.warned])
    #expect(after[0].message.hasSuffix("a waiver does not cover what could not be measured"))
  }

  @Test(arguments: ["edges", "by", "where"]) func `slices that are declared are there`(kind: String)
    throws
  {
    let table = Table(columns: [
      Column(name: "age", values: .numeric([20, 30, 31, .nan])),
      Column(name: "plan", values: .categorical(codes: [0, 0, 0, -1], levels: Levels(["a"]))),
    ])
    let (text, names): (String, [String]) =
      switch kind {
      case "edges":
        (
          "{by: [age], bins: [25, 40, 65]}",
          ["age<25", "25<=age<40", "40<=age<65", "age>=65", "age=(missing)"]
        )
      case "by": ("{by: [plan]}", ["plan=a", "plan=(missing)"])
      default: ("{name: old, where: 'age > 80'}", ["old"])
      }
    let configuration = try ConfigurationReader.read(
      """
      models: {candidate: c, baseline: b}
      data: {evaluation: test.csv, label: y}
      slices: [\(text)]
      suites: {s: [accuracy]}
      """, file: "gate.yml")
    let slices = try SliceResolver(configuration: configuration).resolve(on: table)
    #expect(slices.map(\.name) == names)
    #expect(
      slices.filter(\.isEmpty).map(\.name)
        == (kind == "edges" ? ["40<=age<65", "age>=65"] : kind == "by" ? [] : ["old"]))
  }
}
