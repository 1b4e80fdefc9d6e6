internal import Findings

/// Makes the finding of a case: each condition judged, then what all of them together come to.
struct FindingRule {
  let rules: JudgingRules

  /// The finding with each condition judged for itself; its outcome waits for the correction of the families.
  func open(_ asked: Case) -> Finding {
    guard let terms = asked.terms else { return broken(asked) }
    let measurement = asked.measurement
    let judge = Judge(
      alpha: rules.alpha, name: asked.check, counted: terms.counted,
      showsPercent: measurement.isBoundedInPercent(by: asked.conditions))
    let rows = measurement.candidate.estimate?.rows ?? 0
    let isPart = measurement.subject.slice != nil || measurement.subject.group != nil
    let isSmall = isPart && rows < rules.policy.minimumRows
    let conditions = asked.conditions.map { condition in
      let judged = judge.judge(condition, measurement, proof: terms.proof)
        .reserved(for: measurement)
      return isSmall ? tooSmall(judged, measurement, rows, asked.check, terms) : judged
    }
    return Finding(
      id: asked.id, suite: asked.suite, check: asked.check, measurement: measurement,
      conditions: conditions, outcome: .recorded, severity: asked.severity, message: "",
      location: asked.location, terms: terms)
  }

  /// Makes outcome and message from the judged conditions.
  func settle(_ finding: Finding) -> Finding {
    guard let terms = finding.terms else { return finding }
    var finding = finding
    let outcomes = finding.conditions.map(\.outcome)
    finding.outcome =
      if outcomes.isEmpty {
        .recorded
      } else if outcomes.contains(.failed) {
        finding.severity == .fail ? .failed : .warned
      } else if outcomes.contains(.inconclusive) {
        // A rare value must not block every gate; a slice that was named stays inconclusive.
        terms.isOptional && isSmall(finding) ? .recorded : undecided(finding)
      } else {
        .passed
      }
    let telling = finding.conditions.filter { $0.outcome != .passed }
    let told = telling.isEmpty ? finding.conditions : telling
    finding.message =
      told.isEmpty ? Wording.recorded(finding) : told.map(\.reason).joined(separator: "; ")
    if finding.outcome == .recorded, !outcomes.isEmpty {
      finding.message = "not judged: " + finding.message
    }
    if let statement = finding.measurement.statement {
      finding.message = statement + "; " + finding.message
    }
    if case .string(let note)? = finding.measurement.detail["note"] {
      finding.message += "; " + note
    }
    return finding
  }

  /// What is only told is told as well where it is no number.
  private func undecided(_ finding: Finding) -> Outcome {
    finding.severity == .warn && finding.isUndefined ? .warned : .inconclusive
  }

  private func broken(_ asked: Case) -> Finding {
    let reason =
      if case .undefined(let reason) = asked.measurement.candidate { reason } else { "no reason" }
    return Finding(
      id: asked.id, suite: asked.suite, check: asked.check, measurement: asked.measurement,
      conditions: [], outcome: .error, severity: asked.severity,
      message: "\(asked.check) could not be measured: \(reason)", location: asked.location)
  }
}

extension JudgedCondition {
  /// The same, with the doubt that what is not measured in every group leaves: it cannot be shown to hold.
  func reserved(for measurement: Measurement) -> JudgedCondition {
    guard outcome == .passed, let gap = measurement.gap else { return self }
    var result = self
    result.outcome = .inconclusive
    result.proof = .hold
    result.reason += ", but not all is measured: " + gap
    return result
  }
}
