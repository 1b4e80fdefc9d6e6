/// What a gate makes of its numbers besides the conditions: with it a report can be judged again.
package struct GatePolicy: Sendable, Equatable {
  /// Whether a comparison that the rows cannot decide blocks the gate.
  package enum OnInconclusive: String, Sendable, CaseIterable { case fail, warn }

  /// What is done about many comparisons among findings that only warn.
  package var exploratory = Correction.benjaminiHochberg
  /// What must be shown on slices, where an entry does not say.
  package var proofOnSlices = Proof.harm
  /// Slices and groups under this many rows are judged only where their interval decides.
  package var minimumRows = 30
  package var onInconclusive = OnInconclusive.fail
  package var failOn = FailOn.inconclusive
  /// In the order of the configuration; of findings with several, the first one holds.
  package var waivers: [DeclaredWaiver] = []

  package init() {}
}

/// What ends a pipeline with a code other than 0.
package enum FailOn: String, Sendable, CaseIterable {
  case fail, inconclusive, warn, never
}
