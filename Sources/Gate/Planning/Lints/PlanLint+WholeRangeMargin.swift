internal import Findings

extension PlanLint {
  /// `max_regression: 1` on a rate lets everything pass; `1pp` was meant.
  static let wholeRangeMargin = PlanLint(
    id: "whole_range_margin", summary: "A margin is so wide that it lets nearly everything pass."
  ) { facts in facts.bounds(.wide) }
}
