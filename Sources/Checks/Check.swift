package import Findings
package import Kernels

/// One question about a candidate (and a baseline): it measures and never judges.
///
/// A check is a pure function: what it may look at is exactly what its ``demand`` names, and the
/// planner knows every demand before anything is loaded.
package protocol Check: Sendable {
  associatedtype Inputs

  /// What the check needs, and how it reads it.
  var demand: Demand<Inputs> { get }

  /// The numbers, without slice: the runner calls this once for each slice with evidence restricted
  /// to it.
  ///
  /// - Parameter settings: the gate's error rate and other settings that all checks share.
  func measure(_ inputs: Inputs, settings: MeasureSettings) -> [Measurement]

  /// The limits of its numbers where the options narrow those of the kind; nil where they do not.
  var limits: ClosedRange<Double>? { get }

  /// Options at the end of their range, where nothing can fail any more: `'max_share: 1'`, with the reason.
  var idleOptions: [String] { get }

  /// What to show beside the numbers of the whole table; most checks have nothing.
  ///
  /// - Parameter conditions: What the numbers must fulfil, to be drawn.
  func exhibits(
    _ inputs: Inputs, conditions: [Condition], settings: MeasureSettings
  ) -> [Exhibit]
}

/// What every measurement of a gate shares.
package struct MeasureSettings: Sendable {
  /// One-sided error rate; intervals are two-sided at 1 − 2·alpha.
  package let alpha: Double
  package let seed: UInt64
  /// For what one check can spread over threads; results do not depend on it.
  package let parallel: Parallel

  package init(alpha: Double, seed: UInt64, parallel: Parallel = Parallel(threads: 1)) {
    self.alpha = alpha
    self.seed = seed
    self.parallel = parallel
  }
}

extension Check {
  package var limits: ClosedRange<Double>? { nil }

  package var idleOptions: [String] { [] }

  /// All that must be computed first.
  package var keys: Set<Key> { demand.keys }

  /// The measurements on `evidence`, or why it cannot give what the check needs.
  package func measure(
    on evidence: Evidence, settings: MeasureSettings
  ) throws(Unavailable) -> [Measurement] {
    measure(try demand.read(evidence), settings: settings)
  }

  package func exhibits(
    _ inputs: Inputs, conditions: [Condition], settings: MeasureSettings
  ) -> [Exhibit] { [] }

  /// The exhibits on `evidence`; none where it cannot give what the check needs.
  package func exhibits(
    on evidence: Evidence, conditions: [Condition], settings: MeasureSettings
  ) -> [Exhibit] {
    guard let inputs = try? demand.read(evidence) else { return [] }
    return exhibits(inputs, conditions: conditions, settings: settings)
  }
}
