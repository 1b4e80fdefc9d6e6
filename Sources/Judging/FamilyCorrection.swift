package import Findings
internal import Statistics

/// Guards against false alarms when many conditions are judged at once.
///
/// A condition that *failed* must survive the correction of its family. Those that can block share
/// alpha evenly and are corrected by Holm within their part, so a candidate as good as the baseline is
/// failed with a chance of at most alpha, whatever the number of metrics and slices. Those that only
/// warn are corrected by Benjamini and Hochberg, each family by itself: a share of alpha of its alarms
/// may be false. So is what is said of tables by itself, with an alpha of its own: it is no verdict on a
/// model.
///
/// Passing needs no correction: a gate passes only if every required condition is shown to hold (an
/// intersection–union test, Berger 1982).
package struct FamilyCorrection {
  let rules: JudgingRules

  package init(rules: JudgingRules) {
    self.rules = rules
  }

  /// One judged condition with the p-value of "it is not violated".
  struct Test {
    let finding: Int
    let condition: Int
    let family: TestFamily
    let p: Double
  }

  /// Notes each test in its condition, and turns failures that do not survive into inconclusive ones.
  ///
  /// - Returns: The families that have tests.
  func apply(to findings: inout [Finding], _ tests: [Test]) -> [Report.Family] {
    let families = TestFamily.all.map { family in
      (family: family, tests: tests.filter { $0.family == family })
    }.filter { !$0.tests.isEmpty }
    let blocking = max(1, families.count { $0.family.sharesAlpha })
    for (family, members) in families {
      let parts = part(of: family, blocking)
      let adjusted = adjust(members.map(\.p), correction(of: family))
      for (test, value) in zip(members, adjusted) {
        let p = min(1, value * Double(parts))
        var judged = findings[test.finding].conditions[test.condition]
        judged.test = JudgedCondition.Test(family: family.name, p: test.p, adjustedP: p)
        if judged.outcome == .failed, p > rules.alpha {
          judged.outcome = .inconclusive
          judged.reason += lost(members.count, family, p)
        }
        findings[test.finding].conditions[test.condition] = judged
      }
    }
    return self.families(families.map { ($0.family, $0.tests.count) })
  }

  /// The families of so many tests, as reports show them; those without tests are left out.
  package func families(_ counts: [(family: TestFamily, tests: Int)]) -> [Report.Family] {
    let used = counts.filter { $0.tests > 0 }
    let blocking = max(1, used.count { $0.family.sharesAlpha })
    return used.map { family, tests in
      Report.Family(
        name: family.name, tests: tests, correction: correction(of: family).rawValue,
        alpha: rules.alpha / Double(part(of: family, blocking)))
    }
  }

  /// Into how many parts alpha is divided for the family.
  private func part(of family: TestFamily, _ blocking: Int) -> Int {
    family.sharesAlpha && rules.correction != .none ? blocking : 1
  }

  private func correction(of family: TestFamily) -> Correction {
    family.isExploratory ? rules.policy.exploratory : rules.correction
  }

  private func adjust(
    _ values: [Double], _ correction: Correction
  ) -> [Double] {
    switch correction {
    case .holm: Multiplicity.holm(values)
    case .benjaminiHochberg: Multiplicity.benjaminiHochberg(values)
    case .none: values
    }
  }

  private func lost(_ count: Int, _ family: TestFamily, _ p: Double) -> String {
    let name =
      switch correction(of: family) {
      case .holm: "Holm's correction"
      case .benjaminiHochberg: "the correction of Benjamini and Hochberg"
      case .none: "the correction"
      }
    return ", but not after \(name) for \(NumberStyle.ascii.count(count)) \(family.name) "
      + "\(count == 1 ? "test" : "tests") (adjusted \(NumberStyle.ascii.p(p)))"
  }
}
