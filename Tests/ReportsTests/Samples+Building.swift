import Findings

extension Samples {
  typealias Numbers = (value: Double, low: Double, high: Double)

  static func finding(
    _ suite: String, _ check: String, _ outcome: Outcome, _ message: String,
    direction: Direction = .higher, unit: String = "rate", severity: Severity = .fail,
    candidate: Numbers?, baseline: Numbers? = nil, difference: Numbers? = nil, rows: Int,
    line: Int, slice: String? = nil, group: String? = nil, feature: String? = nil,
    conditions: [JudgedCondition], waiver: Waiver? = nil
  ) -> Finding {
    func value(_ numbers: Numbers?) -> Value {
      numbers.map {
        .number(Estimate(value: $0.value, low: $0.low, high: $0.high, rows: rows))
      } ?? .undefined("no row is predicted positive")
    }
    let subject = (slice ?? group).map { "[\($0)]" } ?? ""
    return Finding(
      id: "\(suite)/\(check)\(feature.map { ".\($0)" } ?? "")\(subject)", suite: suite,
      check: check,
      measurement: Measurement(
        subject: .init(slice: slice, group: group, feature: feature), direction: direction,
        unit: unit, candidate: value(candidate), baseline: baseline.map { value($0) },
        difference: difference.map {
          Difference(
            value: $0.value, low: $0.low, high: $0.high, standardError: ($0.high - $0.low) / 3.29,
            p: 0.0123, method: "paired influence function")
        }, detail: ["positives": .number(7_508), "threshold": .number(0.5)]),
      conditions: conditions, outcome: outcome, severity: severity, message: message,
      location: SourceLocation(file: "tollgate.yml", line: line), waiver: waiver,
      terms: outcome == .error ? nil : JudgingTerms())
  }

  static func min(_ text: String, _ value: Double, _ outcome: Outcome) -> JudgedCondition {
    judged(.min, text, value, outcome, .absolute, .point)
  }

  static func max(
    _ text: String, _ value: Double, _ outcome: Outcome, unit: Bound.Unit = .absolute
  ) -> JudgedCondition {
    judged(.max, text, value, outcome, unit, .point)
  }

  static func regression(
    _ text: String, _ value: Double, _ outcome: Outcome, unit: Bound.Unit = .absolute
  ) -> JudgedCondition {
    judged(.maxRegression, text, value, outcome, unit, .interval)
  }

  static func judged(
    _ kind: Condition.Kind, _ text: String, _ value: Double, _ outcome: Outcome,
    _ unit: Bound.Unit, _ judge: Condition.Judge
  ) -> JudgedCondition {
    JudgedCondition(
      condition: Condition(
        kind: kind, bound: Bound(value: value, unit: unit, text: text), judge: judge),
      outcome: outcome, reason: "\(kind.rawValue) \(text) is \(outcome.rawValue)")
  }
}
