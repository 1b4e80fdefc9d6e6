/// What came of one measurement and its conditions.
package enum Outcome: String, Sendable, Codable, CaseIterable {
  case passed, failed, warned, inconclusive, waived, recorded, error
}

/// How much a violated condition matters.
package enum Severity: String, Sendable, Codable, CaseIterable {
  /// Blocks.
  case fail
  /// Tells.
  case warn
}

/// Where in the configuration a finding was asked for.
package struct SourceLocation: Sendable, Equatable {
  package var file: String
  package var line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}

/// A measurement with its conditions and outcome.
package struct Finding: Sendable, Equatable {
  /// Stable: `suite/check`, then `.feature`, then `[slice or group]`. No value, date or seed.
  package var id: String
  package var suite: String
  package var check: String
  package var measurement: Measurement
  package var conditions: [JudgedCondition]
  package var outcome: Outcome
  package var severity: Severity
  /// One sentence a reviewer can act on.
  package var message: String
  /// Nil for a run without a configuration file.
  package var location: SourceLocation?
  /// The waiver that names this finding, whether or not it still holds.
  package var waiver: Waiver?
  /// How it is judged; nil for what could not be measured, for what is said of a waiver, and in reports of versions
  /// that did not write it.
  package var terms: JudgingTerms?

  package init(
    id: String, suite: String, check: String, measurement: Measurement,
    conditions: [JudgedCondition], outcome: Outcome, severity: Severity, message: String,
    location: SourceLocation? = nil, waiver: Waiver? = nil, terms: JudgingTerms? = nil
  ) {
    self.id = id
    self.suite = suite
    self.check = check
    self.measurement = measurement
    self.conditions = conditions
    self.outcome = outcome
    self.severity = severity
    self.message = message
    self.location = location
    self.waiver = waiver
    self.terms = terms
  }
}
