internal import Checks
internal import Findings

extension PlanLint {
  /// Conditions of one entry that no number can meet together.
  static let contradictingConditions = PlanLint(
    id: "contradicting_conditions", summary: "No number can meet the conditions of an entry."
  ) { facts in
    facts.entries.flatMap { entry in
      contradictions(entry).map { Remark(message: $0, place: entry.configuration.check.place) }
    }
  }

  private static func contradictions(_ entry: PlannedEntry) -> [String] {
    let id = entry.configuration.id
    func bound(_ kind: Condition.Kind) -> Bound? {
      entry.configuration.conditions.first { $0.kind == kind }?.bound
    }
    var messages: [String] = []
    if let low = bound(.min), let high = bound(.max), low.value > high.value {
      messages.append(
        "'\(id)' asks for at least \(low.text) and at most \(high.text): no number is both")
    }
    if let gain = bound(.minImprovement), let change = bound(.maxChange), gain.unit == change.unit,
      gain.value > change.value
    {
      messages.append(
        "'\(id)' asks for an improvement of \(gain.text) and for no change beyond \(change.text)")
    }
    if bound(.minImprovement) != nil, bound(.maxRegression) != nil {
      messages.append(
        "'\(id)' asks for an improvement, so 'max_regression' beside it decides nothing")
    }
    return messages
  }
}
