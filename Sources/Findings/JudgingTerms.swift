/// How a finding is judged, as its entry asks for: what judging reads besides the measurement, the conditions and the
/// severity.
package struct JudgingTerms: Sendable, Equatable {
  /// What must be shown, before few rows or groups that are not measured ask for more.
  package var proof: Proof
  package var counted: CountedUnit
  /// Whether the entry names slices: who does wants them judged.
  package var namesSlices: Bool
  /// Whether too few rows leave the finding unjudged instead of open: only `all` asked for its slice.
  package var isOptional: Bool

  package init(
    proof: Proof = .hold, counted: CountedUnit = .rows, namesSlices: Bool = false,
    isOptional: Bool = false
  ) {
    self.proof = proof
    self.counted = counted
    self.namesSlices = namesSlices
    self.isOptional = isOptional
  }
}
