import Checks
import Findings
import Kernels
import Metrics
import Statistics
import Testing

@testable import Gate

/// What doubt does, by what must be shown.
@Suite struct ProofTests {
  private func evidence(_ rows: Int, flipped: Int, worse: Bool) -> Evidence {
    let labels = (0..<rows).map { UInt8($0 % 2) }
    func outcomes(_ isWrong: (Int) -> Bool) -> BinaryOutcomes {
      let scores = labels.enumerated().map { row, label in
        (label == 1) == !isWrong(row) ? 0.7 + Double(row) / 1e5 : 0.3 - Double(row) / 1e5
      }
      return BinaryOutcomes(
        labels: labels, scores: scores, scoresAreProbabilities: true,
        decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: nil, threshold: 0.5,
        descending: DescendingOrder.positions(of: scores))
    }
    return Evidence(outcomes: [
      .candidate: .success(.binary(outcomes { $0 < (worse ? flipped : flipped / 2) })),
      .baseline: .success(.binary(outcomes { !worse && $0 >= flipped / 2 && $0 < flipped })),
    ])
  }

  private func judgement(
    _ entry: String, _ evidence: Evidence, rows: Int, slice: Range<Int>? = nil
  ) throws -> Judgement {
    let configuration = try ConfigurationReader.read(
      """
      models: {candidate: c, baseline: b}
      data: {evaluation: e, label: y}
      suites: {s: [\(entry)]}
      """, file: "gate.yml")
    let slices = slice.map { range in
      [Slice(name: "part", mask: RowMask(rowCount: rows) { range.contains($0) }, aliases: ["part"])]
    }
    return try Judgement(
      of: evidence, configuration: configuration, task: .binary, slices: slices ?? [],
      parallel: Parallel(threads: 2))
  }

  @Test(arguments: [
    // On the whole table doubt blocks, unless only harm must be shown; alone, that is no pass either.
    ("accuracy: {max_regression: 1pp}", Verdict.inconclusive),
    ("accuracy: {max_regression: 1pp, prove: harm}", .inconclusive),
    ("accuracy: {max_regression: 1pp, severity: warn}", .passed),
    ("accuracy: {max_regression: 30pp}", .passed),
  ])
  func `doubt on the whole table`(entry: String, verdict: Verdict) throws {
    let found = try judgement(entry, evidence(200, flipped: 40, worse: false), rows: 200)
    #expect(found.decision.verdict == verdict, "\(found.decision.reason)")
  }

  @Test func `doubt about a slice does not block, and is told`() throws {
    let all = evidence(4000, flipped: 40, worse: false)
    let found = try judgement(
      "accuracy: {max_regression: 2pp, slices: [part]}", all, rows: 4000, slice: 0..<100)
    #expect(found.findings.map(\.outcome) == [.passed, .inconclusive])
    #expect(found.decision.verdict == .passed)
    #expect(
      found.decision.reason == "1 of 2 judged findings passed; no violation is shown in the other")
    let doubt = found.findings[1].conditions[0]
    #expect(doubt.proof == .harm && doubt.power != nil && !found.findings[1].blocksUndecided)
    #expect(doubt.reason.contains("100 rows can show a difference of"), "\(doubt.reason)")
    let strict = try judgement(
      "accuracy: {max_regression: 2pp, slices: [part], prove: hold}", all, rows: 4000,
      slice: 0..<100)
    #expect(strict.decision.verdict == .inconclusive)
  }

  @Test func `shown harm on a slice blocks`() throws {
    let all = evidence(4000, flipped: 60, worse: true)
    let found = try judgement(
      "accuracy: {max_regression: 5pp, slices: all}", all, rows: 4000, slice: 0..<100)
    #expect(found.findings.map(\.outcome) == [.passed, .failed])
    #expect(found.families.map(\.tests) == [1, 1])
    #expect(found.decision.verdict == .failed)
  }

  @Test func `a named slice with too few rows blocks, one of all does not`() throws {
    let all = evidence(4000, flipped: 40, worse: false)
    for (slices, verdict) in [("[part]", Verdict.inconclusive), ("all", .passed)] {
      let found = try judgement(
        "accuracy: {max_regression: 2pp, slices: \(slices)}", all, rows: 4000, slice: 10..<30)
      #expect(found.decision.verdict == verdict, "\(slices): \(found.decision.reason)")
    }
  }
}
