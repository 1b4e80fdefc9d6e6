internal import Findings

extension PlanLint {
  /// With a margin of 0 no number of rows shows that a model is not worse.
  static let zeroMargin = PlanLint(
    id: "zero_margin", summary: "Equality must be shown, and no number of rows can."
  ) { facts in
    facts.entries.flatMap { entry in
      entry.configuration.conditions.filter { condition in
        (condition.kind == .maxRegression || condition.kind == .maxChange)
          && condition.bound.value == 0 && entry.configuration.proof != .harm
      }.map { condition in
        Remark(
          message:
            "'\(condition.kind.rawValue): 0' of '\(entry.configuration.id)' can be shown for "
            + "models that are alike on every row alone; a margin above 0, or 'prove: harm', lets it pass",
          place: entry.configuration.check.place)
      }
    }
  }
}
