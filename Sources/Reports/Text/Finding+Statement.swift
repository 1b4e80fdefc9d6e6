import Findings

extension Finding {
  /// What the finding says, with who accepts it and for how long where it is waived.
  func statement(at run: Report.Run) -> String {
    guard outcome == .waived, let waiver else { return message }
    return "accepted by \(waiver.text(at: run)): \(message)"
  }
}

extension Finding {
  /// The condition that a small picture shows: the one that decided the outcome, else the one that
  /// compares.
  var decisive: JudgedCondition? {
    let ordered = Outcome.byUrgency.flatMap { outcome in
      conditions.filter { $0.outcome == outcome }
    }
    return ordered.first { $0.outcome != .passed }
      ?? ordered.first { $0.condition.kind.isComparison } ?? ordered.first
  }
}
