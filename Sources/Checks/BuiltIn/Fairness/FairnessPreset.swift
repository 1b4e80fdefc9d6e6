package import Findings

/// A rule that many people cite, as the ordinary checks that it comes to.
///
/// A preset decides nothing by itself: its entries stand in the report as if somebody had written them, and
/// none of it is legal advice.
package struct FairnessPreset: Sendable {
  /// One entry that the preset stands for.
  package struct Entry: Sendable {
    package let check: String
    /// Names and texts of options, as in the configuration.
    package let options: [(name: String, text: String)]
    package let conditions: [Condition]
  }

  /// As in the configuration.
  package let id: String
  package let title: String
  package let summary: String
  /// Where the rule stands.
  package let source: String
  package let entries: [Entry]

  /// In alphabetical order.
  package static let all = [euAIActEvidence, fourFifths, nycLocalLaw144]

  private static func least(_ text: String, judge: Condition.Judge) -> Condition {
    Condition(
      kind: .min, bound: Bound(value: Double(text) ?? 0, unit: .absolute, text: text), judge: judge)
  }

  private static let fourFifths = FairnessPreset(
    id: "four_fifths", title: "Four-fifths rule",
    summary: "The group selected least is selected at four fifths or more of the rate of the group "
      + "selected most: on the point estimate, as the rule has it, and the evidence against chance "
      + "beside it.",
    source: "Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4(D)",
    entries: [
      Entry(
        check: "demographic_parity_ratio", options: [],
        conditions: [least("0.8", judge: .point)]),
      Entry(check: "demographic_parity_difference", options: [], conditions: []),
    ])

  private static let nycLocalLaw144 = FairnessPreset(
    id: "nyc_ll144", title: "NYC Local Law 144 bias audit",
    summary: "Impact ratios of selection and of scores above the median, with the counts of every "
      + "category and of unknown ones; categories under 2% of the rows are shown and left out. The law "
      + "has no pass mark, so nothing is judged unless an entry says so.",
    source: "New York City, 6 RCNY 5-300 and following",
    entries: [
      Entry(
        check: "demographic_parity_ratio", options: [("min_share", "0.02")], conditions: []),
      Entry(check: "scoring_rate_ratio", options: [("min_share", "0.02")], conditions: []),
    ])

  private static let euAIActEvidence = FairnessPreset(
    id: "eu_ai_act_evidence", title: "Evidence on discriminatory impacts",
    summary:
      "What a technical file documents of a model's effect on groups: selection, errors of both "
      + "kinds, predictive values, each with counts and intervals. The Act has no thresholds, so nothing "
      + "is judged unless an entry says so.",
    source: "Regulation (EU) 2024/1689, Article 15 and Annex IV(2)(g)",
    entries: [
      "demographic_parity_ratio", "equalized_odds_difference",
      "positive_predictive_value_group_difference", "negative_predictive_value_group_difference",
      "accuracy_group_difference",
    ].map { Entry(check: $0, options: [], conditions: []) })
}
