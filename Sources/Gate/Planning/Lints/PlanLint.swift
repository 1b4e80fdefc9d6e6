internal import Findings

/// A look at a planned gate for one thing that is likely not meant.
struct PlanLint: Sendable {
  let id: String
  /// The remark's reason, in one sentence.
  let summary: String
  let remarks: @Sendable (PlanFacts) -> [Remark]

  /// What is remarked on, and where.
  struct Remark: Sendable {
    let message: String
    let place: ConfigurationNode.Place?
  }
}

/// All that a lint may look at.
struct PlanFacts: Sendable {
  let configuration: GateConfiguration
  let entries: [PlannedEntry]
  let slices: [Slice]
  let rowCount: Int
  let decisions: [PlannedDecision]

  /// The slices that some entry is judged on.
  var usedSlices: [Slice] {
    slices.indices.filter { slice in entries.contains { $0.subjects.contains(.slice(slice)) } }
      .map { slices[$0] }
  }

  /// The entry that a finding belongs to.
  func entry(of decision: PlannedDecision) -> PlannedEntry? {
    entries.first {
      decision.id == $0.configuration.id || decision.id.hasPrefix($0.configuration.id + "[")
    }
  }
}
