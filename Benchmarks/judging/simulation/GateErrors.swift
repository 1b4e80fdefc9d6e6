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

  /// Verdicts by name, with how often.
  static func verdicts(
    _ world: World, rows: Int, repeats: Int, margin: String, parallel: Parallel
  ) throws -> (verdicts: [String: Int], failedSlices: Int, failedPrimary: Int) {
    let configuration = try configuration(margin: margin)
    let outcomes = parallel.map(count: repeats) { number -> (String, Bool, Bool)? in
      var random = Random(seed: 20_261_126, stream: "\(world.name) \(rows) \(number)")
      let table = world.binary(rows, &random)
      // Four columns of six values each: every row is in four slices.
      var columns = [[Int]](repeating: [], count: 4)
      for _ in 0..<rows { for c in 0..<4 { columns[c].append(random.below(6)) } }
      let slices = (0..<24).map { index in
        let column = columns[index / 6]
        let value = index % 6
        return Slice(
          name: "s\(index)", mask: RowMask(rowCount: rows) { column[$0] == value },
          aliases: ["s\(index)"])
      }
      let evidence = Evidence(
        outcomes: [
          .candidate: .success(.binary(table.candidate)),
          .baseline: .success(.binary(table.baseline)),
        ], identity: table.identity)
      guard
        let judgement = try? Judgement(
          of: evidence, configuration: configuration, task: .binary, slices: slices,
          parallel: Parallel(threads: 1))
      else { return nil }
      let failed = judgement.findings.filter { $0.outcome == .failed }
      return (
        judgement.decision.verdict.rawValue, failed.contains { $0.measurement.subject.slice != nil },
        failed.contains { $0.measurement.subject.slice == nil }
      )
    }.compactMap { $0 }
    var verdicts: [String: Int] = [:]
    for outcome in outcomes { verdicts[outcome.0, default: 0] += 1 }
    return (verdicts, outcomes.count { $0.1 }, outcomes.count { $0.2 })
  }
}
