/// What must be shown, where the rows may decide neither way; the raw value is the word in `tollgate.yml`.
package enum Proof: String, Sendable, Codable, CaseIterable {
  /// That the condition holds: doubt blocks. For the few numbers that a gate is about.
  case hold
  /// That it is violated: doubt does not block. For the many that it guards besides (slices, groups,
  /// features), which no table could all show to hold at once.
  case harm
}

/// A condition after judging.
package struct JudgedCondition: Sendable, Equatable {
  package var condition: Condition
  /// `passed`, `failed`, `inconclusive` or `error`.
  package var outcome: Outcome
  /// One sentence: `0.8123 is below 0.85`.
  package var reason: String
  package var proof: Proof
  /// What the rows could see; nil where no interval was compared with the bound.
  package var power: Power?
  /// Among how many others it was decided; nil where no correction concerns it.
  package var test: Test?

  package init(
    condition: Condition, outcome: Outcome, reason: String, proof: Proof = .hold,
    power: Power? = nil, test: Test? = nil
  ) {
    self.condition = condition
    self.outcome = outcome
    self.reason = reason
    self.proof = proof
    self.power = power
    self.test = test
  }

  /// The arithmetic of an undecided condition.
  package struct Power: Sendable, Equatable {
    /// The smallest true difference that these rows would show with probability 0.8, in the metric's
    /// own unit.
    package var detectableEffect: Double
    /// About how many rows would decide; nil where no realistic number would.
    package var rowsNeeded: Int?

    package init(detectableEffect: Double, rowsNeeded: Int?) {
      self.detectableEffect = detectableEffect
      self.rowsNeeded = rowsNeeded
    }
  }

  /// The test of "the bound is not violated" as one of a family.
  package struct Test: Sendable, Equatable {
    /// The family's name: `primary`, `slices`, `groups`, `features`, `creep`, or one of these after
    /// `exploratory`.
    package var family: String
    /// One-sided.
    package var p: Double
    /// After the family's correction: compare it with alpha.
    package var adjustedP: Double

    package init(family: String, p: Double, adjustedP: Double) {
      self.family = family
      self.p = p
      self.adjustedP = adjustedP
    }
  }

  /// Whether it was left open by too few rows alone, where only proven harm counts.
  package var toleratesDoubt: Bool { outcome == .inconclusive && proof == .harm && power != nil }
}

extension Measurement {
  /// Whether its value is a share that one of the conditions bounds in per cent, and is shown so.
  package func isBoundedInPercent(by conditions: some Sequence<Condition>) -> Bool {
    unit == "rate" && conditions.contains { !$0.kind.isComparison && $0.bound.unit != .absolute }
  }
}

extension Finding {
  /// Whether its value is a share that somebody bounds in per cent, and is shown so.
  package var isBoundedInPercent: Bool {
    measurement.isBoundedInPercent(by: conditions.map(\.condition))
  }

  /// Whether an open condition is about what is no number, or not measured in all groups: that is no doubt
  /// that rows leave, so nothing that forgives doubt forgives it.
  package var isUndefined: Bool {
    conditions.contains { $0.outcome == .inconclusive && !measurement.isDefined(for: $0.condition) }
  }

  /// Whether an inconclusive finding stands in the way of passing: it is required, and something that
  /// had to be shown was not.
  package var blocksUndecided: Bool {
    let open = conditions.filter { $0.outcome == .inconclusive }
    return severity == .fail && (open.isEmpty || open.contains { !$0.toleratesDoubt })
  }
}
