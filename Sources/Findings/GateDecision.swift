/// What a run ends with.
package struct GateDecision: Sendable, Equatable {
  package let verdict: Verdict
  package let exitCode: ExitCode
  /// One sentence that names findings.
  package let reason: String

  package init(verdict: Verdict, exitCode: ExitCode, reason: String) {
    self.verdict = verdict
    self.exitCode = exitCode
    self.reason = reason
  }
}
