package import Findings

/// What came of a list of cases: the step from measurements to the verdict, as one function of values that a report
/// holds.
///
/// A gate and whoever judges its report again call the same one, so they cannot disagree.
package struct Ruling: Sendable {
  /// In the order of the cases; those about waivers stand behind them.
  package let findings: [Finding]
  /// The tests that were corrected together.
  package let families: [Report.Family]
  package let decision: GateDecision

  /// - Parameters:
  ///   - further: Findings that stand behind those of the cases and say in words of their own what judging would.
  ///   - waivers: nil where none may be put on: they need a day.
  package init(
    _ cases: [Case], further: [Finding] = [], rules: JudgingRules, waivers: WaiverRule?
  ) {
    let judged = Ruling.judge(cases, rules: rules)
    let all = judged.findings + further
    findings = waivers?.apply(to: all) ?? all
    families = judged.families
    decision = VerdictRule(
      onInconclusive: rules.policy.onInconclusive, failOn: rules.policy.failOn
    ).decide(findings)
  }

  /// The findings alone, without waivers.
  package static func judge(
    _ cases: [Case], rules: JudgingRules
  ) -> (findings: [Finding], families: [Report.Family]) {
    let rule = FindingRule(rules: rules)
    var findings = cases.map(rule.open)
    let tests = findings.indices.flatMap {
      Ruling.tests(of: findings[$0], at: $0, alpha: rules.alpha)
    }
    let families = FamilyCorrection(rules: rules).apply(to: &findings, tests)
    return (findings.map(rule.settle), families)
  }

  private static func tests(
    of finding: Finding, at index: Int, alpha: Double
  ) -> [FamilyCorrection.Test] {
    finding.conditions.enumerated().compactMap { position, judged in
      HarmTest.p(judged.condition, finding.measurement, alpha: alpha).map {
        FamilyCorrection.Test(
          finding: index, condition: position, family: TestFamily(of: finding), p: $0)
      }
    }
  }
}
