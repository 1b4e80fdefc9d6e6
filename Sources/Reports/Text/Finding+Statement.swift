import Findings

extension Finding {
  /// What the finding says, with who accepts it and for how long where it is waived.
  func statement(at run: Report.Run) -> String {
    guard outcome == .waived, let waiver else { return message }
    return "accepted by \(waiver.text(at: run)): \(message)"
  }
}
