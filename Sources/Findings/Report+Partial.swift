extension Report {
  /// Whether only some entries of the configuration ran: what is said then is said of these, not of the gate.
  package var isPartial: Bool { !only.isEmpty }

  /// `--only performance/recall`; empty for a run of everything.
  package var onlyText: String { only.map { "--only \($0)" }.joined(separator: " ") }

  /// The verdict's reason with what ran before it, where that was not everything.
  package static func partially(_ only: [String], _ reason: String) -> String {
    guard !only.isEmpty else { return reason }
    let selectors = only.map { "--only \($0)" }.joined(separator: " ")
    return "partial run (\(selectors)), which says nothing of the gate as a whole: \(reason)"
  }
}
