internal import Checks
internal import Findings

extension PlanLint {
  /// `max_regression: 1` on a rate lets everything pass; `1pp` was meant.
  static let wholeRangeMargin = PlanLint(
    id: "whole_range_margin", summary: "A margin is so wide that it lets nearly everything pass."
  ) { facts in
    facts.entries.flatMap { entry in
      entry.configuration.conditions.filter { condition in
        entry.kind.unit == "rate" && condition.kind.isComparison
          && condition.bound.unit == .absolute && condition.bound.value >= 0.5
      }.map { condition in
        Remark(
          message: "'\(condition.kind.rawValue): \(condition.bound.text)' of "
            + "'\(entry.configuration.id)' is \(NumberStyle.ascii.margin(condition.bound.value, unit: "rate")); "
            + "'\(condition.bound.text)pp' or '\(condition.bound.text)%' may be meant",
          place: entry.configuration.check.place)
      }
    }
  }
}
