import Checks
import Findings
import Gate
import Kernels
import Metrics
import Statistics

/// How often a whole gate, eight metrics on the table and on 24 slices, says what.
enum GateErrors {
  static let metrics = [
    "accuracy", "average_precision", "brier", "f1", "log_loss", "precision", "recall", "roc_auc",
  ]

  static func configuration(margin: String) throws -> GateConfiguration {
    try ConfigurationReader.read(
      """
      models: {candidate: c, baseline: b}
      data: {evaluation: e, label: y}
      suites:
        s:
      \(metrics.map { "    - \($0): {max_regression: \(margin), slices: all}" }.joined(separator: "\n"))
      slices: [{by: [a]}]
      """, file: "simulated")
  }

  /// How often each thing happened.
  struct Counts {
    var passed = 0
    var inconclusive = 0
    var failed = 0
    /// Gates with a failed finding on the whole table, and on a slice.
    var failedOnTable = 0
    var failedOnSlice = 0
    /// Gates whose accuracy on the whole table failed: the metric that a spoiled row always lowers.
    var failedAccuracy = 0
    /// The mean share of rows that one model alone decides right.
    var discordance = 0.0

    var fields: [String] {
      let all = Double(max(1, passed + inconclusive + failed))
      return [
        "\(passed)", "\(inconclusive)", "\(failed)", "\(failedOnTable)", "\(failedOnSlice)",
        "\(failedAccuracy)", "\(discordance / all)",
      ]
    }
  }

  static func run(
    _ world: World, rows: Int, repeats: Int, margin: String, parallel: Parallel
  ) throws -> Counts {
    let configuration = try configuration(margin: margin)
    let all = parallel.map(count: repeats) { number -> Counts in
      var random = Random(seed: 20_261_126, stream: "\(world.name) \(rows) \(number)")
      let table = world.binary(rows, &random)
      let evidence = Evidence(
        outcomes: [
          .candidate: .success(.binary(table.candidate)),
          .baseline: .success(.binary(table.baseline)),
        ], identity: table.identity)
      var counts = Counts()
      guard
        let judgement = try? Judgement(
          of: evidence, configuration: configuration, task: .binary,
          slices: slices(rows, &random), parallel: Parallel(threads: 1))
      else { return counts }
      switch judgement.decision.verdict {
      case .passed: counts.passed = 1
      case .failed: counts.failed = 1
      case .inconclusive, .error: counts.inconclusive = 1
      }
      let failed = judgement.findings.filter { $0.outcome == .failed }
      counts.failedOnTable = failed.contains { $0.measurement.subject.slice == nil } ? 1 : 0
      counts.failedOnSlice = failed.contains { $0.measurement.subject.slice != nil } ? 1 : 0
      counts.failedAccuracy = failed.contains { $0.id == "s/accuracy" } ? 1 : 0
      let (new, old) = (table.candidate, table.baseline)
      counts.discordance =
        Double(new.decisions.indices.count { new.decisions[$0] != old.decisions[$0] })
        / Double(rows)
      return counts
    }
    return all.reduce(into: Counts()) { sum, one in
      sum.passed += one.passed
      sum.inconclusive += one.inconclusive
      sum.failed += one.failed
      sum.failedOnTable += one.failedOnTable
      sum.failedOnSlice += one.failedOnSlice
      sum.failedAccuracy += one.failedAccuracy
      sum.discordance += one.discordance
    }
  }

  /// Four columns of six values each: every row is in four slices.
  private static func slices(_ rows: Int, _ random: inout Random) -> [Slice] {
    var columns = [[Int]](repeating: [], count: 4)
    for _ in 0..<rows { for column in 0..<4 { columns[column].append(random.below(6)) } }
    return (0..<24).map { index in
      let column = columns[index / 6]
      let value = index % 6
      return Slice(
        name: "s\(index)", mask: RowMask(rowCount: rows) { column[$0] == value },
        aliases: ["s\(index)"])
    }
  }
}
