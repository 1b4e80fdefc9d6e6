internal import Findings
internal import Judging
internal import Statistics

/// What scored rows can decide: from the intervals of the findings themselves.
struct ObservedPower {
  let alpha: Double
  let minimumRows: Int

  func decisions(_ findings: [Finding]) -> [PlannedDecision] {
    findings.flatMap { finding in
      finding.conditions.map { decision(finding, $0) }
    }
  }

  private func decision(_ finding: Finding, _ judged: JudgedCondition) -> PlannedDecision {
    let measurement = finding.measurement
    let condition = judged.condition
    var decision = PlannedDecision(
      id: finding.id, condition: condition, family: TestFamily(of: finding).name,
      proof: judged.proof, unit: measurement.unit,
      rows: measurement.candidate.estimate?.rows, prospect: .undefined)
    guard let rows = decision.rows else { return decision }
    guard condition.judge == .interval else {
      decision.prospect = .onPoint
      return decision
    }
    guard case .number(let baseline)? = measurement.baseline, condition.kind.isComparison,
      let comparison = Comparison(condition.bound, baseline, measurement, alpha: alpha)
    else {
      decision.detectableEffect = judged.power?.detectableEffect
      decision.prospect = judged.power == nil ? .undefined : .canDecide
      return decision
    }
    decision.margin = comparison.margin
    let power = comparison.power(condition.kind, rows: rows)
    decision.detectableEffect = power?.detectableEffect
    decision.power = equalityPower(condition.kind, comparison, power?.detectableEffect)
    let isSmall = measurement.subject.slice != nil && rows < minimumRows
    judge(&decision, isSmall: isSmall)
    if decision.prospect != .canDecide {
      decision.rowsNeeded = power?.rowsNeeded
      if isSmall { decision.rowsNeeded = max(power?.rowsNeeded ?? 0, minimumRows) }
    }
    return decision
  }

  private func judge(_ decision: inout PlannedDecision, isSmall: Bool) {
    guard let margin = decision.margin, let effect = decision.detectableEffect else { return }
    if effect == 0 {
      decision.prospect = .canDecide
    } else if isSmall {
      decision.prospect = .neverDecides
    } else if margin == 0, decision.condition.kind != .minImprovement {
      // Equality cannot be shown, harm can.
      decision.prospect = decision.proof == .harm ? .canDecide : .neverDecides
    } else {
      let sought = max(margin, decision.condition.kind == .minImprovement ? effect : 0)
      decision.prospect = effect <= sought ? .canDecide : .underpowered
    }
  }

  /// The probability that models of equal quality are shown to differ by less than the margin.
  private func equalityPower(
    _ kind: Condition.Kind, _ comparison: Comparison, _ effect: Double?
  ) -> Double? {
    guard let effect, effect > 0 else { return effect == nil ? nil : 1 }
    let z = Normal.quantile(1 - alpha)
    let ratio = comparison.margin * (z + Normal.quantile(0.8)) / effect
    return switch kind {
    case .maxRegression, .maxCreep: Normal.cumulative(ratio - z)
    case .maxChange: max(0, 2 * Normal.cumulative(ratio - z) - 1)
    case .minImprovement, .min, .max: nil
    }
  }
}
