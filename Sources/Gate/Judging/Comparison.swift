internal import Findings
internal import Statistics

/// A difference to the baseline, oriented so that positive is better, beside its margin.
struct Comparison {
  let difference: Difference
  /// Oriented: better is positive.
  let change: Double
  let low: Double
  let high: Double
  let standardError: Double
  /// In the metric's own unit, 0 or more.
  let margin: Double

  /// Nil when the difference has no interval.
  init?(_ bound: Bound, _ baseline: Estimate, _ measurement: Measurement) {
    guard let difference = measurement.difference, let low = difference.low,
      let high = difference.high
    else { return nil }
    self.difference = difference
    let isLowerBetter = measurement.direction == .lower
    change = isLowerBetter ? -difference.value : difference.value
    self.low = isLowerBetter ? -high : low
    self.high = isLowerBetter ? -low : high
    standardError = difference.standardError ?? 0
    margin = bound.unit == .percent ? bound.value * abs(baseline.value) : bound.value
  }

  /// No row makes a difference: the two models are alike on what is measured.
  var isExact: Bool { low == high }

  /// The one-sided p-value of "not worse than the margin allows": small means harm is shown.
  ///
  /// It is below `alpha` exactly when the interval fails: the error is taken from the interval's width,
  /// which is Student's for few rows, so Holm's correction never sees less doubt than the interval.
  func harm(_ kind: Condition.Kind, alpha: Double) -> Double? {
    let error = (high - low) / 2 / -Normal.quantile(alpha)
    guard standardError > 0, error > 0 else { return nil }
    switch kind {
    case .maxRegression: return Normal.cumulative((change + margin) / error)
    case .minImprovement: return Normal.cumulative((change - margin) / error)
    case .maxChange: return Normal.cumulative((margin - abs(change)) / error)
    case .min, .max: return nil
    }
  }

  /// `−3.2 pp [−4.1, −2.3]`, in the metric's own sign.
  func text(_ unit: String) -> String {
    let style = NumberStyle.ascii
    return style.difference(difference, unit: unit) + " "
      + (style.interval(difference, unit: unit) ?? "")
  }

  func marginText(_ bound: Bound, _ unit: String) -> String {
    switch bound.unit {
    case .absolute: NumberStyle.ascii.margin(bound.value, unit: unit)
    case .points: bound.text.dropLast(2) + " pp"
    case .percent: "\(bound.text) of the baseline (\(NumberStyle.ascii.margin(margin, unit: unit)))"
    }
  }

  /// How many rows would decide, with a power of 0.8: n = ((z_alpha + z_beta) · sd / gap)².
  ///
  /// The gap is the one between equal models and the bound. Where rows enough for that are there
  /// already, or an improvement is asked for, it is the one between what was seen and the bound.
  func rowsNeeded(_ kind: Condition.Kind, _ rows: Int, _ alpha: Double) -> String {
    let sum = (Normal.quantile(1 - alpha) + Normal.quantile(0.8)) * standardError
    func needed(_ gap: Double) -> Double { Double(rows) * (sum / gap) * (sum / gap) }
    let seen: Double
    switch kind {
    case .maxRegression: seen = change + margin
    case .minImprovement: seen = change - margin
    case .maxChange: seen = margin - abs(change)
    case .min, .max: return ""
    }
    var answer = needed(seen)
    if kind != .minImprovement {
      guard margin > 0 else { return "with a margin of 0 no number of rows can show equality" }
      if needed(margin) > Double(rows) { answer = needed(margin) }
    }
    guard answer.isFinite, answer < 1e9 else { return "no realistic number of rows would decide" }
    return "about \(Comparison.rounded(answer)) rows would decide"
  }

  /// A number of rows, rounded up to two digits: `5,400`.
  static func rounded(_ rows: Double) -> String {
    var scale = 1.0
    while rows / scale >= 100 { scale *= 10 }
    return NumberStyle.ascii.count(Int((rows / scale).rounded(.up) * scale))
  }
}
