import Checks
import Findings
import Metrics
import Tabular
import Testing

/// A search that had nothing to look at is undefined and says why; it does not pass for having found nothing.
@Suite struct EmptySearchTests {
  private func reason(_ found: [Measurement]) -> String? {
    guard found.count == 1, case .undefined(let reason) = found[0].candidate else { return nil }
    return reason
  }

  @Test(arguments: ["regressed_slices", "weak_slices"], ["split", "max_t"])
  func `no slice is large enough`(id: String, inference: String) throws {
    let sample = SliceCheckTests.Sample(90, seed: 2, harm: { _, _ in 0.3 })
    let found = try SliceCheckTests.measure(
      id, sample, [("inference", inference), ("min_rows", "80")])
    let text = try #require(reason(found))
    #expect(text.hasPrefix("no slice was searched: no value or bin of 3 columns holds at least "))
    #expect(found[0].detail["searched_rows"] != nil)
  }

  @Test(arguments: ["regressed_slices", "weak_slices"])
  func `a column of one value is no search`(id: String) throws {
    let sample = SliceCheckTests.Sample(300, seed: 2, harm: { _, _ in 0.3 })
    let constant = Table(columns: [
      Column(
        name: "plan",
        values: .categorical(
          codes: [Int32](repeating: 0, count: 300), levels: Levels(["free"])))
    ])
    let found = try SliceCheckTests.measure(id, sample.replacing(constant))
    #expect(reason(found) == "no slice was searched: no column has two values or more")
  }

  @Test func `a search that finds nothing stays a search`() throws {
    let equal = SliceCheckTests.Sample(400, seed: 3, harm: { _, _ in 0 })
    let found = try SliceCheckTests.measure("regressed_slices", equal, [("inference", "max_t")])
    #expect(reason(found) == nil && found.count == 1)
  }

  private func flips(_ id: String, baselineIsRight: Bool, task: TaskKind = .binary) throws -> Value
  {
    let kind = try #require(CheckCatalog.kinds(id).first { $0.task == task })
    let check = try kind.example()
    let labels = (0..<40).map { UInt8($0 % 2) }
    func binary(_ isRight: Bool) -> Outcomes {
      .binary(
        BinaryOutcomes(
          labels: labels, scores: [], scoresAreProbabilities: false,
          decisions: labels.map { isRight ? $0 : 1 - $0 }, weights: nil, threshold: 0.5,
          descending: []))
    }
    func regression(_ error: Double) -> Outcomes {
      .regression(
        RegressionOutcomes(
          labels: labels.map(Double.init), predictions: labels.map { Double($0) + error },
          weights: nil))
    }
    let (candidate, baseline) =
      task == .binary
      ? (binary(true), binary(baselineIsRight)) : (regression(0), regression(50))
    return try check.measure(
      on: Evidence(outcomes: [.candidate: .success(candidate), .baseline: .success(baseline)]),
      settings: MeasureSettings(alpha: 0.05, seed: 0))[0].candidate
  }

  @Test func `what was never right cannot break`() throws {
    #expect(
      try flips("negative_flips", baselineIsRight: false)
        == .undefined("the baseline is right on no row"))
    #expect(try flips("negative_flips", baselineIsRight: true).estimate?.value == 0)
    // Of regression there is no right and wrong: every row got better, and none could not have become worse.
    let better = try flips("negative_flips", baselineIsRight: true, task: .regression)
    #expect(better.estimate?.value == 0)
  }

  @Test func `no relevant row is no perfect order`() throws {
    let rows = CatalogueRows(task: .ranking, count: 40)
    for id in ["ndcg", "map", "mrr", "precision_at", "recall_at", "hit_rate"] {
      let kind = try #require(CheckCatalog.kinds(id).first { $0.task == .ranking })
      let check = try kind.example(["empty": "one"])
      var outcomes: [Role: Result<Outcomes, Unavailable>] = [:]
      for (role, result) in rows.evidence(Array(0..<40)).outcomes {
        guard case .ranking(let ranking) = try result.get() else { continue }
        outcomes[role] = .success(
          .ranking(
            RankingOutcomes(
              relevance: ranking.relevance.map { _ in 0 }, scores: ranking.scores,
              queries: ranking.queries)))
      }
      let found = try check.measure(
        on: Evidence(outcomes: outcomes), settings: MeasureSettings(alpha: 0.05, seed: 0))
      #expect(reason(found) == "no query has a relevant row", "\(id)")
    }
  }
}
