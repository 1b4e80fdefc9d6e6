internal import Findings
internal import Statistics

/// Decides conditions: the only place where a number meets a bound.
///
/// Three ways: shown to hold, shown to be violated, neither. Undefined and incomparable are neither.
struct Judge {
  /// One-sided error rate of the intervals.
  let alpha: Double
  /// The check's name in sentences.
  let name: String
  /// What its number rests on, in sentences.
  var counted = CountedUnit.rows
  /// Whether sentences have the number in per cent, as the tables beside them do.
  var showsPercent = false

  /// - Parameter proof: What must be shown; it changes what doubt does, not what is decided.
  func judge(
    _ condition: Condition, _ measurement: Measurement, proof: Proof = .hold
  ) -> JudgedCondition {
    let (outcome, reason) = decide(condition, measurement)
    return JudgedCondition(
      condition: condition, outcome: outcome, reason: reason, proof: proof,
      power: power(condition, measurement))
  }

  /// The arithmetic of a condition that is decided on an interval; nil without one.
  private func power(
    _ condition: Condition, _ measurement: Measurement
  ) -> JudgedCondition.Power? {
    guard case .number(let candidate) = measurement.candidate else { return nil }
    if condition.kind.isComparison {
      guard case .number(let baseline)? = measurement.baseline else { return nil }
      return Comparison(condition.bound, baseline, measurement, alpha: alpha)?
        .power(condition.kind, rows: candidate.rows)
    }
    guard condition.judge == .interval, let low = candidate.low, let high = candidate.high else {
      return nil
    }
    let limits = ErrorLimits(
      value: candidate.value, low: low, high: high, degrees: nil, alpha: alpha)
    return JudgedCondition.Power(
      detectableEffect: limits.detectableEffect,
      rowsNeeded: limits.rowsNeeded(
        gap: abs(candidate.value - condition.bound.value), rows: candidate.rows))
  }

  private func decide(_ condition: Condition, _ measurement: Measurement) -> (Outcome, String) {
    let candidate: Estimate
    switch measurement.candidate {
    case .undefined(let reason): return (.inconclusive, "\(name) is undefined: \(reason)")
    case .number(let estimate): candidate = estimate
    }
    switch condition.kind {
    case .min: return threshold(condition, candidate, measurement, isMinimum: true)
    case .max: return threshold(condition, candidate, measurement, isMinimum: false)
    case .maxRegression, .minImprovement, .maxChange, .maxCreep:
      switch measurement.baseline {
      case nil:
        return (
          .inconclusive, "there is no \(measurement.reference(of: condition.kind)) to compare with"
        )
      case .undefined(let reason)?:
        return (
          .inconclusive,
          "the \(measurement.reference(of: condition.kind))'s \(name) is undefined: \(reason)"
        )
      case .number(let baseline)?:
        guard let comparison = Comparison(condition.bound, baseline, measurement, alpha: alpha)
        else {
          return (
            .inconclusive, "the difference of \(name) has no interval, so it cannot be judged"
          )
        }
        return compare(condition, comparison, candidate.rows, measurement)
      }
    }
  }

  private func threshold(
    _ condition: Condition, _ candidate: Estimate, _ measurement: Measurement, isMinimum: Bool
  ) -> (Outcome, String) {
    let bound = condition.bound.value
    let limit = "the \(isMinimum ? "minimum" : "maximum") \(condition.bound.text)"
    let beyond = isMinimum ? "below" : "above"
    let holds = { (value: Double) in isMinimum ? value >= bound : value <= bound }
    let value = number(candidate.value)
    guard condition.judge != .point else {
      return holds(candidate.value)
        ? (.passed, "\(name) is \(value), not \(beyond) \(limit)")
        : (.failed, "\(name) is \(value), \(beyond) \(limit)")
    }
    guard let low = candidate.low, let high = candidate.high else {
      return (
        .inconclusive, "\(name) is \(value) and has no interval, so it cannot be judged on one"
      )
    }
    let text = "\(name) is \(value) [\(number(low)), \(number(high))]"
    if condition.judge == .shown {
      return holds(low) || holds(high)
        ? (.passed, "\(text), not shown to be \(beyond) \(limit)")
        : (.failed, "\(text), shown to be \(beyond) \(limit)")
    }
    if holds(low), holds(high) { return (.passed, "\(text), not \(beyond) \(limit)") }
    if !holds(low), !holds(high) { return (.failed, "\(text), \(beyond) \(limit)") }
    return (
      .inconclusive, "\(text): \(limit) lies inside the interval\(rowsText(condition, measurement))"
    )
  }

  private func number(_ value: Double) -> String {
    showsPercent ? NumberStyle.ascii.number(value * 100) + "%" : NumberStyle.ascii.number(value)
  }

  private func rowsText(_ condition: Condition, _ measurement: Measurement) -> String {
    guard let needed = power(condition, measurement)?.rowsNeeded else { return "" }
    return "; about \(Comparison.rounded(Double(needed))) \(counted.many) would decide"
  }

  private func compare(
    _ condition: Condition, _ comparison: Comparison, _ rows: Int, _ measurement: Measurement
  ) -> (Outcome, String) {
    let unit = measurement.unit
    let reference = measurement.reference(of: condition.kind)
    let text = comparison.text(unit)
    let margin = comparison.marginText(condition, unit, of: reference)
    switch condition.kind {
    case .maxRegression, .maxCreep:
      if comparison.low >= -comparison.margin {
        return (
          .passed,
          "\(name) changed by \(text): not worse than the \(reference) by more than \(margin)"
        )
      }
      if comparison.high < -comparison.margin {
        return (
          .failed,
          "\(name) changed by \(text): worse than the \(reference) by more than \(margin)"
        )
      }
      return (
        .inconclusive,
        "\(name) changed by \(text): a loss of more than \(margin) is neither shown nor ruled out; "
          + comparison.powerText(condition.kind, rows: rows, unit: unit, counted: counted)
      )
    case .minImprovement:
      if comparison.low > comparison.margin
        || (comparison.low == comparison.margin && comparison.margin > 0)
      {
        return (
          .passed, "\(name) changed by \(text): better than the \(reference) by at least \(margin)"
        )
      }
      if comparison.high < comparison.margin || comparison.isExact {
        return (
          .failed, "\(name) changed by \(text): not better than the \(reference) by \(margin)"
        )
      }
      return (
        .inconclusive,
        "\(name) changed by \(text): an improvement of \(margin) is neither shown nor ruled out; "
          + comparison.powerText(condition.kind, rows: rows, unit: unit, counted: counted)
      )
    case .maxChange:
      if comparison.low >= -comparison.margin, comparison.high <= comparison.margin {
        return (.passed, "\(name) changed by \(text): within \(margin) of the \(reference)")
      }
      if comparison.low > comparison.margin || comparison.high < -comparison.margin {
        return (
          .failed, "\(name) changed by \(text): more than \(margin) away from the \(reference)"
        )
      }
      return (
        .inconclusive,
        "\(name) changed by \(text): a change of more than \(margin) is neither shown nor ruled out; "
          + comparison.powerText(condition.kind, rows: rows, unit: unit, counted: counted)
      )
    case .min, .max: return (.error, "not a comparison")
    }
  }
}
