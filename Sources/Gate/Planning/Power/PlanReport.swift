package import Findings

/// What a gate would run and what its rows could decide, before anybody relies on its verdict.
package struct PlanReport: Sendable {
  package let gate: String
  /// Nil for a gate that asks nothing of labels.
  package let task: String?
  package let rows: Int
  package let entries: Int
  /// Entries times the subjects that each is judged on.
  package let findings: Int
  /// Whether both models were scored; otherwise ``assumptions`` take the place of what they would show.
  package let usesScores: Bool
  /// Sentences.
  package let assumptions: [String]
  package let families: [Report.Family]
  package let decisions: [PlannedDecision]
  package let advice: [Advice]

  /// A remark on the configuration that somebody should read before the gate runs.
  package struct Advice: Sendable, Equatable {
    /// The remark's kind: an id of ``PlanLintCatalog``.
    package let lint: String
    package let message: String
    /// Nil where no single place is at fault.
    package let place: SourceLocation?
  }
}

/// One condition of one finding, with what its rows can tell.
package struct PlannedDecision: Sendable, Equatable {
  /// What can come of it.
  package enum Prospect: String, Sendable, CaseIterable {
    /// A true effect of the margin's size is found with a probability of 0.8 or more.
    case canDecide = "can_decide"
    /// Too few rows for that.
    case underpowered
    /// No outcome of these rows could show that the condition holds.
    case neverDecides = "never_decides"
    /// Decided on the estimate, without an interval.
    case onPoint = "on_point"
    /// Only scores can tell.
    case needsScores = "needs_scores"
    /// The metric is undefined on these rows.
    case undefined
  }

  /// The finding's id.
  package var id: String
  package var condition: Condition
  package var family: String
  package var proof: Proof
  /// See ``Measurement/unit``.
  package var unit: String
  /// Rows of the denominator; nil where only scores can tell.
  package var rows: Int?
  /// In the metric's own unit; nil for thresholds and where it depends on the baseline's unknown value.
  package var margin: Double?
  /// The smallest true difference that is found with probability 0.8.
  package var detectableEffect: Double?
  package var prospect: Prospect
  /// About how many rows would decide; nil where they do, or where no number would.
  package var rowsNeeded: Int?
  /// The probability that equally good models are shown to be so; with scores only.
  package var power: Double?
}
