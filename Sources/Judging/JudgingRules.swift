package import Findings

/// The error rate and the policy of a gate: what every one of its findings is judged by.
package struct JudgingRules: Sendable, Equatable {
  /// One-sided error rate; intervals are two-sided at 1 − 2·alpha.
  package let alpha: Double
  /// For findings that can block.
  package let correction: Correction
  package let policy: GatePolicy

  package init(alpha: Double, correction: Correction, policy: GatePolicy) {
    self.alpha = alpha
    self.correction = correction
    self.policy = policy
  }
}
