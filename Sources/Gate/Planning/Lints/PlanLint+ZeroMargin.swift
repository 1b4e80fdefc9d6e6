internal import Findings

extension PlanLint {
  /// With a margin of 0 no number of rows shows that a model is not worse.
  static let zeroMargin = PlanLint(
    id: "zero_margin", summary: "Equality must be shown, and no number of rows can."
  ) { facts in facts.bounds(.zero) }
}
