import Checks
import Findings
import Kernels
import Metrics
import Testing

@testable import Gate

/// The anchor: many releases may each lose a little, and not too much together.
@Suite struct CreepTests {
  private static let rows = 4000

  /// A model that is wrong on the first `wrong` rows.
  private func model(wrong: Int) -> Result<Outcomes, Unavailable> {
    let labels = (0..<Self.rows).map { UInt8($0 % 2) }
    let scores = labels.enumerated().map { row, label in
      (label == 1) == (row >= wrong) ? 0.8 : 0.2
    }
    return .success(
      .binary(
        BinaryOutcomes(
          labels: labels, scores: scores, scoresAreProbabilities: true,
          decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: nil, threshold: 0.5,
          descending: DescendingOrder.positions(of: scores))))
  }

  private func judgement(
    _ entry: String, candidate: Int, baseline: Int, anchor: Int, only: [String] = []
  ) throws -> Judgement {
    let configuration = try read(entry)
    let slice = Slice(
      name: "half", mask: RowMask(rowCount: Self.rows) { $0 < Self.rows / 2 }, aliases: ["half"])
    return try Judgement(
      of: Evidence(outcomes: [
        .candidate: model(wrong: candidate), .baseline: model(wrong: baseline),
        .anchor: model(wrong: anchor),
      ]), configuration: configuration, task: .binary, slices: [slice], only: only,
      parallel: Parallel(threads: 1))
  }

  private func read(_ entry: String, anchor: String = "anchor: a.json") throws -> GateConfiguration
  {
    try ConfigurationReader.read(
      """
      models: {candidate: c.json, baseline: b.json, \(anchor)}
      data: {evaluation: e.csv, label: y}
      suites: {s: [\(entry)]}
      """, file: "gate.yml")
  }

  @Test func `small losses that add up fail against the anchor alone`() throws {
    let result = try judgement(
      "accuracy: {max_regression: 1pp, max_creep: 2pp, slices: all}", candidate: 200,
      baseline: 190, anchor: 0)
    let byID = Dictionary(uniqueKeysWithValues: result.findings.map { ($0.id, $0) })
    #expect(
      Set(byID.keys) == [
        "s/accuracy", "s/accuracy[half]", "s/accuracy@anchor", "s/accuracy@anchor[half]",
      ])
    #expect(byID["s/accuracy"]?.outcome == .passed)
    let creep = try #require(byID["s/accuracy@anchor"])
    #expect(creep.outcome == .failed)
    #expect(creep.message.contains("worse than the anchor by more than 2 pp"), "\(creep.message)")
    #expect(creep.measurement.baseline?.estimate?.value == 1)
    #expect(creep.conditions.map(\.condition.kind) == [.maxCreep])
    #expect(byID["s/accuracy@anchor[half]"]?.outcome == .failed)
    #expect(result.families.map(\.name) == ["primary", "slices", "creep"])
    #expect(result.families.last?.tests == 2)
    #expect(result.decision.verdict == .failed)
  }

  @Test func `creep within its margin passes, and can be asked for alone`() throws {
    let result = try judgement(
      "accuracy: {max_creep: 3pp}", candidate: 20, baseline: 10, anchor: 0,
      only: ["s/accuracy@anchor"])
    #expect(result.findings.map(\.id) == ["s/accuracy@anchor"])
    #expect(result.findings.first?.outcome == .passed)
  }

  @Test func `only an entry with max_creep asks for the anchor's scores`() throws {
    let configuration = try read("accuracy: {max_creep: 3pp}, roc_auc: {max_regression: 1pp}")
    let all = try Plan(configuration, task: .binary, slices: [], only: [])
    #expect(all.comparesWith(.anchor))
    let other = try Plan(configuration, task: .binary, slices: [], only: ["roc_auc"])
    #expect(!other.comparesWith(.anchor))
  }

  @Test(arguments: [
    ("accuracy: {max_creep: 1pp}", "", "models.anchor is not given"),
    (
      "negative_flips: {max_creep: 1pp}", "anchor: a.json", "measures two models against each other"
    ),
    ("selection_rate: {max_creep: 1pp}", "anchor: a.json", "has no better direction"),
  ])
  func `what cannot creep is refused with its place`(
    entry: String, anchor: String, message: String
  ) throws {
    let configuration = try read(entry, anchor: anchor)
    do {
      _ = try Plan(configuration, task: .binary, slices: [], only: [])
      Issue.record("the plan was accepted")
    } catch {
      #expect(error.message.contains(message), "\(error.message)")
      #expect(error.message.contains("gate.yml:3:"), "\(error.message)")
    }
  }

  @Test func `an anchor that guards nothing is refused`() throws {
    do {
      _ = try read("accuracy: {max_regression: 1pp}")
      Issue.record("the configuration was accepted")
    } catch let error as ConfigurationError {
      #expect(error.description.contains("'anchor' guards nothing"), "\(error.description)")
      #expect(error.description.contains("gate.yml:1:"), "\(error.description)")
    }
  }
}
