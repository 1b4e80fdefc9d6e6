import Findings

extension Samples {
  /// 10,000 findings with long texts; the failed ones stand at the end.
  static let large: Report = {
    let long = String(repeating: "the score of the slice moved ", count: 40)
    let findings = (0..<10_000).map { index in
      let failed = index >= 9_900
      return finding(
        "suite\(index / 1_000)", "check\(index)", failed ? .failed : .passed, long,
        candidate: (0.5, 0.4, 0.6), baseline: (0.6, 0.5, 0.7), difference: (-0.1, -0.2, 0),
        rows: 1_000, line: index + 1, slice: "education=" + String(repeating: "x", count: 100),
        conditions: [regression("1pp", 0.01, failed ? .failed : .passed, unit: .points)])
    }
    return report(
      verdict: .failed, exitCode: 1, reason: "100 of 10,000 findings failed", findings: findings)
  }()
}
