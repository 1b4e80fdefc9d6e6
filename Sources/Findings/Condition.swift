/// A bound on a measurement.
package struct Condition: Sendable, Equatable {
  /// What the bound limits; the raw value is the key in `tollgate.yml` and in `report.json`.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case min
    case max
    /// Non-inferiority: not worse than the baseline by more than the margin.
    case maxRegression = "max_regression"
    /// Superiority: better than the baseline by at least the margin.
    case minImprovement = "min_improvement"
    /// Equivalence: not different from the baseline by more than the margin.
    case maxChange = "max_change"
    /// Non-inferiority to the anchor, an older model, for what many releases lose together. A finding
    /// that has this condition has the anchor's value in its baseline's place.
    case maxCreep = "max_creep"

    /// Whether the condition compares two models.
    package var isComparison: Bool { self != .min && self != .max }

    /// What the candidate is compared with, in sentences.
    package var reference: String { self == .maxCreep ? "anchor" : "baseline" }
  }

  /// On what the condition is decided.
  package enum Judge: String, Sendable, Codable, CaseIterable {
    case point
    /// Holds where the whole interval is inside the bound, is violated where all of it is beyond.
    case interval
    /// Is violated where the whole interval is beyond the bound, and holds elsewhere: for many numbers
    /// at once, none of which has the rows to be shown right.
    case shown
  }

  package var kind: Kind
  package var bound: Bound
  package var judge: Judge

  package init(kind: Kind, bound: Bound, judge: Judge) {
    self.kind = kind
    self.bound = bound
    self.judge = judge
  }
}

/// A threshold or margin as configured.
package struct Bound: Sendable, Equatable {
  /// How ``value`` is to be taken; messages show ``text``, which keeps what the user wrote.
  package enum Unit: String, Sendable, Codable, CaseIterable {
    /// In the metric's own unit.
    case absolute
    /// Percentage points: `0.5pp` is 0.005.
    case points
    /// Percent of the baseline's value (margins only); of 1 for `min`/`max` (`1%` is 0.01).
    case percent
  }
  /// As a plain number: `0.5pp` and `0.5%` are both held as 0.005.
  package var value: Double
  package var unit: Unit
  /// As the user wrote it, for messages.
  package var text: String

  package init(value: Double, unit: Unit, text: String) {
    self.value = value
    self.unit = unit
    self.text = text
  }
}
