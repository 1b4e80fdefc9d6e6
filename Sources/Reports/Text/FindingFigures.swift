import Findings

/// The numbers of a finding as every format for people shows them. Absent ones are empty.
struct FindingFigures {
  let candidate: String
  /// Its interval, or why it is undefined.
  let candidateInterval: String
  let baseline: String
  let baselineInterval: String
  let difference: String
  let differenceInterval: String
  let p: String
  let method: String
  let rows: String
  /// All conditions, in words.
  let bounds: String

  init(_ finding: Finding, style: NumberStyle) {
    let measurement = finding.measurement
    let unit = measurement.unit
    let isPercent = finding.isBoundedInPercent
    func number(_ value: Value?) -> String {
      switch value {
      case .number(let estimate)?:
        isPercent ? style.percent(estimate.value) : style.value(estimate.value, unit: unit)
      case .undefined?: "undefined"
      case nil: ""
      }
    }
    func interval(_ value: Value?) -> String {
      switch value {
      case .number(let estimate)?:
        (isPercent ? style.percentInterval(estimate) : style.interval(estimate, unit: unit)) ?? ""
      case .undefined(let reason)?: VisibleText.line(reason, limit: 120)
      case nil: ""
      }
    }
    // A waiver has no number, and "undefined" would say that one is missing.
    let hasValue = finding.waivedPattern == nil
    candidate = hasValue ? number(measurement.candidate) : ""
    candidateInterval = hasValue ? interval(measurement.candidate) : ""
    baseline = number(measurement.baseline)
    baselineInterval = interval(measurement.baseline)
    let change = measurement.difference
    difference = change.map { style.difference($0, unit: unit) } ?? ""
    differenceInterval = change.flatMap { style.interval($0, unit: unit) } ?? ""
    p = change?.p.map(style.p) ?? ""
    method = VisibleText.line(change?.method ?? "", limit: 80)
    rows = measurement.candidate.estimate.map { style.count($0.rows) } ?? ""
    bounds = finding.conditions.prefix(6)
      .map {
        VisibleText.line(
          style.requirement($0.condition, comparedWith: measurement.counterpart), limit: 60)
      }
      .joined(separator: "; ")
  }
}
