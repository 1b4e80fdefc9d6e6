package import Findings

/// How far a gate's verdict can be trusted: what it says of models whose quality is known, because it
/// was made.
package struct SelftestReport: Sendable {
  package let gate: String
  /// Nil for a gate that asks nothing of labels.
  package let task: String?
  package let rows: Int
  /// The independent observations that are drawn: rows, clusters, or what frequencies stand for.
  package let units: Int
  package let runs: Int
  package let seed: UInt64
  /// Why nothing can be learned; nil where ``equal`` holds what was.
  package let obstacle: String?
  /// Conditions that are no part of it.
  package let heldAside: [HeldAside]
  /// Two models that are equally good.
  package let equal: World?
  /// A candidate that is worse.
  package let worse: Regression?

  /// A condition that is not about the comparison of two models of equal standing.
  package struct HeldAside: Sendable, Equatable {
    /// The entry's id.
    package let entry: String
    package let condition: Condition
    /// A sentence.
    package let reason: String
  }

  /// What the gate said in all runs.
  package struct World: Sendable, Equatable {
    package let runs: Int
    package let byVerdict: [Verdict: Int]
    /// Findings that ever failed or warned, most often first.
    package let alarms: [Alarm]

    /// In how many runs the verdict was this one.
    package func count(_ verdict: Verdict) -> Int { byVerdict[verdict] ?? 0 }
  }

  /// A finding and in how many runs it raised an alarm.
  package struct Alarm: Sendable, Equatable {
    package let finding: String
    package let failed: Int
    package let warned: Int
  }

  /// A candidate that was made worse by a stated amount.
  package struct Regression: Sendable, Equatable {
    /// The entry whose metric measures the loss.
    package let entry: String
    /// See ``Measurement/unit``.
    package let unit: String
    /// As it was asked for: `1pp`; nil for twice the margin.
    package let text: String?
    /// The loss that was aimed at, and the mean of what came of it, in the metric's own unit, positive
    /// for worse.
    package let target: Double
    package let achieved: Double?
    /// The margin of the entry's condition; a loss within it is none by definition.
    package let margin: Double?
    /// The share of rows that were damaged, as far as they were right.
    package let share: Double?
    /// Nil where the loss could not be planted; ``obstacle`` says why.
    package let world: World?
    package let obstacle: String?
  }
}
