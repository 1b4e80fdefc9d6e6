package import Findings

/// A measurement with what is asked of it, before anything is decided: all that judging knows of a finding.
package struct Case: Sendable, Equatable {
  package let id: String
  package let suite: String
  package let check: String
  package let measurement: Measurement
  /// As written, those of the entry and then those that its options state for this number alone.
  package let conditions: [Condition]
  package let severity: Severity
  package let location: SourceLocation?
  /// Nil where nothing could be measured; the measurement then says why.
  package let terms: JudgingTerms?

  package init(
    id: String, suite: String, check: String, measurement: Measurement, conditions: [Condition],
    severity: Severity, location: SourceLocation?, terms: JudgingTerms?
  ) {
    self.id = id
    self.suite = suite
    self.check = check
    self.measurement = measurement
    self.conditions = conditions
    self.severity = severity
    self.location = location
    self.terms = terms
  }

  /// What a finding was made from, without what became of it.
  package init(_ finding: Finding) {
    self.init(
      id: finding.id, suite: finding.suite, check: finding.check,
      measurement: finding.measurement, conditions: finding.conditions.map(\.condition),
      severity: finding.severity, location: finding.location, terms: finding.terms)
  }
}
