package import Findings
internal import Statistics

/// A difference to the baseline, oriented so that positive is better, beside its margin.
package struct Comparison {
  let difference: Difference
  /// Oriented: better is positive.
  let change: Double
  let low: Double
  let high: Double
  /// In the metric's own unit, 0 or more.
  package let margin: Double
  private let limits: ErrorLimits

  /// Nil when the difference has no interval.
  package init?(_ bound: Bound, _ baseline: Estimate, _ measurement: Measurement, alpha: Double) {
    guard let difference = measurement.difference, let low = difference.low,
      let high = difference.high
    else { return nil }
    self.difference = difference
    let isLowerBetter = measurement.direction == .lower
    change = isLowerBetter ? -difference.value : difference.value
    self.low = isLowerBetter ? -high : low
    self.high = isLowerBetter ? -low : high
    margin = bound.unit == .percent ? bound.value * abs(baseline.value) : bound.value
    limits = ErrorLimits(
      value: change, low: self.low, high: self.high, degrees: difference.degrees, alpha: alpha)
  }

  /// No row makes a difference: the two models are alike on what is measured.
  var isExact: Bool { low == high }

  /// The one-sided p-value of "the condition is not violated": small means that it is.
  ///
  /// It is below `alpha` exactly when the interval says so.
  func harm(_ kind: Condition.Kind) -> Double? {
    switch kind {
    case .maxRegression, .maxCreep: limits.isBelow(-margin)
    case .minImprovement: limits.isBelow(margin)
    case .maxChange: change < 0 ? limits.isBelow(-margin) : limits.isAbove(margin)
    case .min, .max: nil
    }
  }

  /// `−3.2 pp [−4.1, −2.3]`, in the metric's own sign.
  func text(_ unit: String) -> String {
    let style = NumberStyle.ascii
    return style.difference(difference, unit: unit) + " "
      + (style.interval(difference, unit: unit) ?? "")
  }

  func marginText(_ condition: Condition, _ unit: String, of reference: String) -> String {
    let bound = condition.bound
    return switch bound.unit {
    case .absolute: NumberStyle.ascii.margin(bound.value, unit: unit)
    case .points: bound.text.dropLast(2) + " pp"
    case .percent:
      "\(bound.text) of the \(reference) (\(NumberStyle.ascii.margin(margin, unit: unit)))"
    }
  }

  /// What these rows could show, and how many would decide, with a power of 0.8:
  /// n = ((z_alpha + z_beta) · sd / gap)².
  ///
  /// The gap is the one between equal models and the bound. Where rows enough for that are there
  /// already, or an improvement is asked for, it is the one between what was seen and the bound.
  package func power(_ kind: Condition.Kind, rows: Int) -> JudgedCondition.Power? {
    let gap: Double
    switch kind {
    case .maxRegression, .maxCreep: gap = change + margin
    case .minImprovement: gap = change - margin
    case .maxChange: gap = margin - abs(change)
    case .min, .max: return nil
    }
    var needed = limits.rowsNeeded(gap: abs(gap), rows: rows)
    if kind != .minImprovement {
      let between = limits.rowsNeeded(gap: margin, rows: rows)
      if between.map({ $0 > rows }) ?? true { needed = between }
    }
    return JudgedCondition.Power(detectableEffect: limits.detectableEffect, rowsNeeded: needed)
  }

  /// `1,000 rows show differences of 5 pp; about 25,000 rows would decide`
  func powerText(
    _ kind: Condition.Kind, rows: Int, unit: String, counted: CountedUnit
  ) -> String {
    guard let power = power(kind, rows: rows) else { return "" }
    // Two digits are more than such an estimate knows.
    let rounded =
      Double(DecimalText(power.detectableEffect).scientific(2)) ?? power.detectableEffect
    let effect = NumberStyle.ascii.margin(rounded, unit: unit)
    let count = NumberStyle.ascii.count(rows)
    return "\(count) \(counted.noun(rows)) can show a difference of \(effect); "
      + decisionText(power, kind, counted)
  }

  private func decisionText(
    _ power: JudgedCondition.Power, _ kind: Condition.Kind, _ counted: CountedUnit
  ) -> String {
    guard let needed = power.rowsNeeded else {
      return margin > 0 || kind == .minImprovement
        ? "no realistic number of \(counted.many) would decide"
        : "with a margin of 0 no number of \(counted.many) can show equality"
    }
    return "about \(Comparison.rounded(Double(needed))) \(counted.many) would decide"
  }

  /// A number of rows, rounded up to two digits: `5,400`.
  static func rounded(_ rows: Double) -> String {
    var scale = 1.0
    while rows / scale >= 100 { scale *= 10 }
    return NumberStyle.ascii.count(Int((rows / scale).rounded(.up) * scale))
  }
}
