import Findings

/// Fixed reports that the goldens are made from.
enum Samples {
  static let all: [(name: String, report: Report)] = [
    ("passed", passed), ("mixed", mixed), ("inconclusive", inconclusive), ("broken", broken),
    ("waivers", waivers),
  ]

  static let run = Report.Run(
    start: "2026-11-23T09:15:56Z", seconds: 2.31, host: "runner-1",
    ci: ["commit": "4be1f02", "job": "gate", "url": "https://ci.example/r/1"])

  static let inputs: [Report.Input] = [
    input("config", "tollgate.yml", bytes: 1_204, "yaml", []),
    input(
      "candidate", "models/candidate.onnx", bytes: 1_884_210, "onnx",
      [("objective", "binary"), ("trees", "500"), ("features", "28")]),
    input(
      "baseline", "models/baseline.json", bytes: 2_401_003, "xgboost-json",
      [("objective", "binary:logistic"), ("trees", "480"), ("features", "28")]),
    input(
      "evaluation", "data/test.csv", bytes: 3_974_305, "csv",
      [("rows", "30,162"), ("columns", "15"), ("positive", "24.9%")]),
    input(
      "reference", "data/train.csv", bytes: 9_120_774, "csv",
      [("rows", "72,340"), ("columns", "15")]),
  ]

  static func input(
    _ role: String, _ path: String, bytes: Int, _ format: String, _ facts: [(String, String)]
  ) -> Report.Input {
    // A digest that looks like one and is fixed.
    let digits = Array("0123456789abcdef")
    let sha = (0..<64).map { digits[($0 * 7 + bytes) % 16] }
    return Report.Input(
      role: role, path: path, sha256: String(sha), bytes: bytes, format: format,
      facts: facts.map { Report.Fact(name: $0, value: $1) })
  }

  static func report(
    verdict: Verdict, exitCode: Int, reason: String, findings: [Finding],
    exhibits: [Exhibit] = [], gate: String = "income-classifier",
    inputs: [Report.Input] = Samples.inputs, waivers: [DeclaredWaiver] = []
  ) -> Report {
    var byOutcome: [Outcome: Int] = [:]
    for finding in findings { byOutcome[finding.outcome, default: 0] += 1 }
    var report = Report(
      toolVersion: "0.1.0", gate: gate, verdict: verdict, exitCode: exitCode, reason: reason,
      counts: .init(planned: findings.count, byOutcome: byOutcome), inputs: inputs,
      statistics: .init(alpha: 0.05, correction: "holm", seed: 7), findings: findings,
      exhibits: exhibits, run: run)
    if !findings.isEmpty {
      report.policy = GatePolicy()
      report.policy?.waivers = waivers
    }
    return report
  }

  /// Everything holds.
  static let passed = report(
    verdict: .passed, exitCode: 0, reason: "all 4 required findings passed",
    findings: [
      finding(
        "performance", "roc_auc", .passed, "0.9271 is at least 0.90, and not worse by 0.005",
        candidate: (0.92714, 0.92401, 0.93020), baseline: (0.92503, 0.92188, 0.92811),
        difference: (0.00211, 0.00098, 0.00324), rows: 30_162, line: 24,
        conditions: [min("0.90", 0.9, .passed), regression("0.005", 0.005, .passed)]),
      finding(
        "performance", "log_loss", .passed, "0.2853 is at most 0.35", direction: .lower,
        unit: "nats", candidate: (0.28531, 0.28102, 0.28960),
        baseline: (0.28790, 0.28352, 0.29228), difference: (-0.00259, -0.00401, -0.00117),
        rows: 30_162, line: 25,
        conditions: [max("0.35", 0.35, .passed), regression("2%", 0.02, .passed, unit: .percent)]),
      finding(
        "regressions", "negative_flips", .passed, "0.61% of the rows are newly wrong",
        direction: .lower, candidate: (0.0061, 0.0054, 0.0069), rows: 30_162, line: 29,
        conditions: [max("1%", 0.01, .passed, unit: .percent)]),
      finding(
        "fairness", "demographic_parity_ratio", .recorded, "0.8421 between 2 groups of sex",
        candidate: (0.8421, 0.8190, 0.8652), rows: 30_162, line: 31, conditions: []),
    ])

  /// Nothing failed, nothing could be decided.
  static let inconclusive = report(
    verdict: .inconclusive, exitCode: 3,
    reason: "3 of 3 findings could not be decided: too few rows",
    findings: [
      finding(
        "performance", "recall", .inconclusive,
        "-0.40 pp [-3.10, +2.30] neither keeps nor breaks the margin of 1pp; about 9,400 rows with"
          + " a positive label would decide", candidate: (0.7110, 0.6790, 0.7430),
        baseline: (0.7150, 0.6831, 0.7469), difference: (-0.004, -0.031, 0.023), rows: 612,
        line: 26,
        conditions: [regression("1pp", 0.01, .inconclusive, unit: .points)]),
      finding(
        "performance", "precision", .inconclusive, "no row is predicted positive",
        candidate: nil, rows: 0, line: 27, conditions: [min("0.8", 0.8, .inconclusive)]),
      finding(
        "performance", "roc_auc", .inconclusive,
        "-0.50 pp [-3.00, +2.00] neither keeps nor breaks the margin of 0.5 pp", severity: .warn,
        candidate: (0.88, 0.85, 0.91), baseline: (0.885, 0.856, 0.914),
        difference: (-0.005, -0.03, 0.02), rows: 612, line: 28, slice: "part-time",
        conditions: [regression("0.005", 0.005, .inconclusive)]),
    ])

  /// A run that ended before anything was judged.
  static let broken = report(
    verdict: .error, exitCode: 4,
    reason:
      "'models/candidate.onnx' cannot be loaded: byte 1024: the graph has a node without a name",
    findings: [], inputs: Array(inputs.prefix(1)))
}
