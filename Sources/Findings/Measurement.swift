/// A number that nobody has judged yet.
package struct Measurement: Sendable, Equatable {
  /// Which slice, group or feature the number is about; all nil for the whole table.
  package struct Subject: Sendable, Equatable, Hashable {
    /// The declared slice's name, for example `education=Masters` or `part-time`.
    package var slice: String?
    /// The protected group, for example `sex=Female`.
    package var group: String?
    package var feature: String?

    package init(slice: String? = nil, group: String? = nil, feature: String? = nil) {
      self.slice = slice
      self.group = group
      self.feature = feature
    }
  }

  /// What a number is compared with.
  package enum Counterpart: String, Sendable, CaseIterable {
    /// The older model, or the anchor where a condition says so.
    case baseline
    /// The reference rows: the number is about a table, and the two are different rows.
    case reference
  }

  package var subject: Subject
  package var direction: Direction
  /// `rate` (a share of rows or a mean of shares, 0…1: shown as it is, differences in percentage
  /// points), `nats`, `rows`, `label` (the label's own unit) or empty.
  package var unit: String
  package var candidate: Value
  /// Nil when there is no baseline.
  package var baseline: Value?
  /// Candidate minus baseline on the same rows; nil without baseline or where either is undefined.
  package var difference: Difference?
  /// What stands in the baseline's place.
  package var counterpart = Counterpart.baseline
  /// Further facts for `detail` of the report.
  package var detail: [String: JSONValue]
  /// Conditions on this number alone that the entry's options state, judged beside those that the entry
  /// states for all of its numbers; a report has none of them here but among its judged conditions.
  package var bounds: [Condition]

  package init(
    subject: Subject = Subject(), direction: Direction, unit: String = "", candidate: Value,
    baseline: Value? = nil, difference: Difference? = nil, detail: [String: JSONValue] = [:],
    bounds: [Condition] = []
  ) {
    self.subject = subject
    self.direction = direction
    self.unit = unit
    self.candidate = candidate
    self.baseline = baseline
    self.difference = difference
    self.detail = detail
    self.bounds = bounds
  }
}

extension Measurement {
  /// What stands in the baseline's place for a condition of that kind, in sentences.
  package func reference(of kind: Condition.Kind) -> String {
    counterpart == .reference ? counterpart.rawValue : kind.reference
  }
}

/// What a metric came to: a number, or why there is none.
package enum Value: Sendable, Equatable {
  case number(Estimate)
  /// The reason, as the rest of a sentence: `no row of the slice has a positive label`.
  case undefined(String)

  /// The number with its interval; nil when undefined.
  package var estimate: Estimate? {
    if case .number(let estimate) = self { estimate } else { nil }
  }
}

/// A number with its confidence interval.
package struct Estimate: Sendable, Equatable {
  /// Always finite.
  package var value: Double
  /// Limits of the two-sided interval at confidence 1 − 2·alpha; nil where no method applies.
  package var low: Double?
  package var high: Double?
  /// Rows that the number rests on (for recall: rows with a positive label).
  package var rows: Int

  package init(value: Double, low: Double? = nil, high: Double? = nil, rows: Int) {
    self.value = value
    self.low = low
    self.high = high
    self.rows = rows
  }
}

/// Candidate minus baseline, in the metric's own unit and sign (not oriented).
package struct Difference: Sendable, Equatable {
  package var value: Double
  package var low: Double?
  package var high: Double?
  /// Standard error; nil where no method applies.
  package var standardError: Double?
  /// Two-sided p-value of "no difference".
  package var p: Double?
  /// Student's degrees of freedom of the interval; nil for a normal or exact one.
  package var degrees: Double?
  /// For example `paired influence function`.
  package var method: String

  package init(
    value: Double, low: Double? = nil, high: Double? = nil, standardError: Double? = nil,
    p: Double? = nil, degrees: Double? = nil, method: String
  ) {
    self.value = value
    self.low = low
    self.high = high
    self.standardError = standardError
    self.p = p
    self.degrees = degrees
    self.method = method
  }
}
