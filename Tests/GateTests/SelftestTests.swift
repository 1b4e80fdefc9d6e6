import Checks
import Findings
import Kernels
import Metrics
import Statistics
import Testing

@testable import Gate

/// Two models that differ on some rows, in a gate of their own.
private struct Pair {
  let rows: Int
  let evidence: Evidence

  /// - Parameters:
  ///   - wrong: A row is wrong in the candidate with this chance, and in the baseline, apart.
  init(rows: Int, wrong: Double = 0.1, clusters: [Int32]? = nil, areAlike: Bool = false) {
    self.rows = rows
    var generator = SeededGenerator(seed: 11)
    let labels = (0..<rows).map { _ in UInt8(generator.next() & 1) }
    func outcomes() -> Outcomes {
      let scores = labels.map { label in
        let isRight = generator.fraction() >= wrong
        let distance = 0.05 + 0.4 * generator.fraction()
        return (label == 1) == isRight ? 0.5 + distance : 0.5 - distance
      }
      return .binary(
        BinaryOutcomes(
          labels: labels, scores: scores, scoresAreProbabilities: true,
          decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: nil, threshold: 0.5,
          descending: DescendingOrder.positions(of: scores)))
    }
    let (candidate, baseline) = (outcomes(), outcomes())
    evidence = Evidence(
      outcomes: [
        .candidate: .success(candidate), .baseline: .success(areAlike ? candidate : baseline),
      ], identity: RowIdentity(clusters: clusters))
  }

  func report(
    _ entries: String, runs: Int = 40, seed: UInt64 = 5, regression: String? = nil, threads: Int = 1
  ) throws -> SelftestReport {
    let configuration = try ConfigurationReader.read(
      """
      models: {candidate: c, baseline: b}
      data: {evaluation: e, label: y}
      suites: {s: [\(entries)]}
      """, file: "gate.yml")
    let slices = [
      Slice(name: "part", mask: RowMask(rowCount: rows) { $0 < rows / 3 }, aliases: ["part"])
    ]
    let plan = try Plan(configuration, task: .binary, slices: slices, only: [])
    return SelftestRun(
      configuration: configuration, parallel: Parallel(threads: threads), runs: runs, seed: seed,
      regression: regression.flatMap { Bound(parsing: $0, isMargin: true) }
    ).report(task: .binary, plan: plan, slices: slices, evidence: evidence)
  }
}

@Suite struct SelftestTests {
  @Test func `threads change nothing, seeds do`() throws {
    let pair = Pair(rows: 300)
    let entries = "accuracy: {max_regression: 2pp, slices: all}"
    func text(_ threads: Int, _ seed: UInt64) throws -> String {
      JSONText.document(try pair.report(entries, runs: 12, seed: seed, threads: threads).json)
    }
    #expect(try text(1, 5) == text(3, 5))
    #expect(try text(1, 5) != text(1, 6))
  }

  @Test func `equally good models fail no more often than alpha, and a large loss is caught`()
    throws
  {
    // Without a margin a false alarm has the chance alpha, not less.
    let report = try Pair(rows: 400).report(
      "accuracy: {max_regression: 0}", runs: 300, regression: "15pp")
    let equal = try #require(report.equal)
    // Binomial(300, 0.05): 15 with a standard deviation of 3.8.
    #expect((2...29).contains(equal.count(.failed)), "\(equal)")
    #expect(equal.byVerdict.values.reduce(0, +) == 300)
    #expect(equal.alarms.map(\.finding) == ["s/accuracy"])
    let worse = try #require(report.worse)
    #expect(try #require(worse.world).count(.failed) > 290)
    #expect(abs(try #require(worse.achieved) - 0.15) < 0.005)
  }

  @Test func `a planted loss reaches its size, whatever the metric`() throws {
    for (entry, loss) in [
      ("roc_auc: {max_regression: 0.02}", "0.05"), ("log_loss: {max_regression: 2%}", "10%"),
    ] {
      let worse = try #require(try Pair(rows: 600).report(entry, runs: 20, regression: loss).worse)
      let achieved = try #require(worse.achieved)
      #expect(worse.obstacle == nil)
      #expect(abs(achieved / worse.target - 1) < 0.1, "\(entry): \(achieved) for \(worse.target)")
    }
  }

  @Test func `without a stated loss it is twice the margin`() throws {
    let worse = try #require(
      try Pair(rows: 300).report("accuracy: {max_regression: 4pp}", runs: 4).worse)
    #expect(worse.target == 0.08)
    #expect(worse.margin == 0.04)
  }

  @Test func `a loss that cannot be planted is said`() throws {
    let worse = try #require(
      try Pair(rows: 300).report("accuracy: {max_regression: 1pp}", runs: 4, regression: "99pp")
        .worse)
    #expect(worse.world == nil)
    #expect(try #require(worse.obstacle).contains("is the most"))
  }

  @Test func `levels are held aside, flips are not`() throws {
    let report = try Pair(rows: 300).report(
      "accuracy: {min: 0.99, max_regression: 1pp}, roc_auc: {min_improvement: 0.1}, "
        + "negative_flips: {max: 1%}", runs: 3)
    #expect(report.heldAside.map(\.entry) == ["s/accuracy", "s/roc_auc"])
    #expect(report.heldAside.map(\.condition.kind) == [.min, .minImprovement])
    #expect(try #require(report.equal).alarms.contains { $0.finding == "s/negative_flips" })
  }

  @Test func `models that answer alike teach nothing`() throws {
    let report = try Pair(rows: 300, areAlike: true).report(
      "accuracy: {max_regression: 1pp}", runs: 3)
    #expect(report.equal == nil)
    #expect(try #require(report.obstacle).contains("answer alike on every row"))
    let alone = try Pair(rows: 300).report("accuracy: {min: 0.5}", runs: 3)
    #expect(try #require(alone.obstacle).contains("no condition compares"))
  }

  @Test func `exchanged twice is not exchanged`() throws {
    let pair = Pair(rows: 200)
    let draw = try #require(PairedSampler(RowSample(weights: nil), rowCount: 200, seed: 1)).draw(0)
    let drawn = try #require(pair.evidence.drawn(draw))
    guard case .success(.binary(let candidate))? = drawn.outcomes[.candidate],
      case .success(.binary(let baseline))? = drawn.outcomes[.baseline],
      case .success(.binary(let first))? = pair.evidence.outcomes[.candidate],
      case .success(.binary(let second))? = pair.evidence.outcomes[.baseline]
    else {
      Issue.record("no binary outcomes")
      return
    }
    for (place, row) in draw.rows.enumerated() {
      let (one, other) = draw.isExchanged[place] ? (second, first) : (first, second)
      #expect(candidate.scores[place] == one.scores[Int(row)])
      #expect(baseline.scores[place] == other.scores[Int(row)])
      #expect(candidate.labels[place] == first.labels[Int(row)])
    }
    #expect(candidate.descending == DescendingOrder.positions(of: candidate.scores))
  }

  @Test func `damage makes right rows wrong and leaves wrong ones`() {
    let labels: [UInt8] = [1, 1, 0, 0]
    let scores = [0.9, 0.2, 0.1, 0.3]
    let outcomes = BinaryOutcomes(
      labels: labels, scores: scores, scoresAreProbabilities: true, decisions: [1, 0, 0, 1],
      weights: nil, threshold: 0.25, descending: DescendingOrder.positions(of: scores))
    let damaged = outcomes.damaged(at: [true, true, true, false])
    #expect(damaged.decisions == [0, 0, 1, 1])
    // 0.9 is 13/15 of the way from 0.25 to 1, so it goes 13/15 of the way to 0.
    #expect(abs(damaged.scores[0] - 0.25 * (2.0 / 15)) < 1e-12)
    #expect(damaged.scores[1] == 0.2)
    #expect(abs(damaged.scores[2] - 0.7) < 1e-12)
    let classes = MulticlassOutcomes(
      classes: ["a", "b", "c"], labels: [0, 2],
      probabilities: [[0.6, 0.1], [0.1, 0.1], [0.3, 0.8]],
      decisions: [0, 2], weights: nil
    ).damaged(at: [true, false])
    #expect(classes.decisions == [2, 2])
    #expect(classes.probabilities.map { $0[0] } == [0.3, 0.1, 0.6])
    let regression = RegressionOutcomes(labels: [1, 1], predictions: [2, 2], weights: nil)
      .damaged(at: [true, false])
    #expect(regression.predictions == [4, 2])
  }
}
