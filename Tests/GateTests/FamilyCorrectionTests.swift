import Findings
import Testing

@testable import Gate
@testable import Judging

@Suite struct FamilyCorrectionTests {
  private func findings(_ count: Int, slice: Bool, severity: Severity = .fail) -> [Finding] {
    (0..<count).map { index in
      Finding(
        id: "s/c[\(index)]", suite: "s", check: "c",
        measurement: Measurement(
          subject: .init(slice: slice ? "\(index)" : nil), direction: .higher,
          candidate: .undefined("a test")),
        conditions: [
          JudgedCondition(
            condition: Condition(
              kind: .maxRegression, bound: Bound(value: 0, unit: .absolute, text: "0"),
              judge: .interval), outcome: .failed, reason: "worse")
        ], outcome: .recorded, severity: severity, message: "")
    }
  }

  private func tests(_ findings: [Finding], _ p: (Int) -> Double) -> [FamilyCorrection.Test] {
    findings.indices.map { index in
      FamilyCorrection.Test(
        finding: index, condition: 0, family: TestFamily(of: findings[index]), p: p(index))
    }
  }

  @Test func `Holm keeps a clear failure and drops a marginal one among many`() {
    var findings = findings(20, slice: true)
    let families = FamilyCorrection(statistics: StatisticsConfiguration()).apply(
      to: &findings, tests(findings) { $0 == 0 ? 1e-6 : 0.04 })
    #expect(findings[0].conditions[0].outcome == .failed)
    #expect(findings[1...].allSatisfy { $0.conditions[0].outcome == .inconclusive })
    #expect(findings[1].conditions[0].reason.contains("Holm's correction for 20 slices tests"))
    #expect(families == [Report.Family(name: "slices", tests: 20, correction: "holm", alpha: 0.05)])
    #expect(abs((findings[0].conditions[0].test?.adjustedP ?? 1) - 2e-5) < 1e-15)
  }

  @Test func `families that can block share alpha, those that warn do not`() {
    var all = findings(1, slice: false) + findings(1, slice: true)
    all += findings(2, slice: true, severity: .warn)
    let families = FamilyCorrection(statistics: StatisticsConfiguration()).apply(
      to: &all, tests(all) { _ in 0.03 })
    #expect(families.map(\.name) == ["primary", "slices", "exploratory slices"])
    #expect(families.map(\.alpha) == [0.025, 0.025, 0.05])
    #expect(families.map(\.correction) == ["holm", "holm", "benjamini_hochberg"])
    // 0.03 is above half of 0.05; Benjamini and Hochberg reject two of two at 0.03.
    #expect(
      all.map { $0.conditions[0].outcome } == [.inconclusive, .inconclusive, .failed, .failed])
  }

  @Test func `without a correction nothing is changed, and the tests are still counted`() {
    var statistics = StatisticsConfiguration()
    statistics.correction = .none
    var all = findings(1, slice: false) + findings(40, slice: true)
    let families = FamilyCorrection(statistics: statistics).apply(
      to: &all, tests(all) { _ in 0.049 })
    #expect(all.allSatisfy { $0.conditions[0].outcome == .failed })
    #expect(families.map(\.tests) == [1, 40])
  }
}
