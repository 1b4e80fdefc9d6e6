package import Findings

/// The measures of flips and of backward compatibility; the raw value is the check's id.
///
/// Flip rates are those of "Positive-Congruent Training" (Yan et al., CVPR 2021), compatibility
/// scores those of "Updates in Human-AI Teams" (Bansal et al., AAAI 2019).
package enum FlipMeasure: String, Sendable, CaseIterable {
  case negativeFlips = "negative_flips"
  case positiveFlips = "positive_flips"
  case relativeNegativeFlips = "relative_negative_flips"
  case backwardTrustCompatibility = "backward_trust_compatibility"
  case backwardErrorCompatibility = "backward_error_compatibility"
  case churn

  /// Whether it needs to know which row is right: regression has no right and wrong.
  package var needsRight: Bool {
    switch self {
    case .negativeFlips, .positiveFlips, .churn: false
    case .relativeNegativeFlips, .backwardTrustCompatibility, .backwardErrorCompatibility: true
    }
  }

  /// Which way is better.
  package var direction: Direction {
    switch self {
    case .negativeFlips, .relativeNegativeFlips, .churn: .lower
    case .positiveFlips, .backwardTrustCompatibility: .higher
    // Keeping old errors is predictable and still wrong.
    case .backwardErrorCompatibility: .none
    }
  }

  /// A ratio of rates is no rate.
  package var unit: String { self == .relativeNegativeFlips ? "" : "rate" }

  /// As people write it.
  package var title: String {
    switch self {
    case .negativeFlips: "Negative flip rate"
    case .positiveFlips: "Positive flip rate"
    case .relativeNegativeFlips: "Relative negative flip rate"
    case .backwardTrustCompatibility: "Backward trust compatibility"
    case .backwardErrorCompatibility: "Backward error compatibility"
    case .churn: "Churn"
    }
  }

  /// One sentence for `tollgate checks`.
  package func summary(isRegression: Bool) -> String {
    switch self {
    case .negativeFlips:
      isRegression
        ? "The share of rows whose absolute error grows by more than tau."
        : "The share of rows that the baseline got right and the candidate gets wrong."
    case .positiveFlips:
      isRegression
        ? "The share of rows whose absolute error shrinks by more than tau."
        : "The share of rows that the baseline got wrong and the candidate gets right."
    case .relativeNegativeFlips:
      "Negative flips by those that independent errors would give: 0 is none, 1 is chance."
    case .backwardTrustCompatibility:
      "The share of the rows that the baseline got right that the candidate gets right too."
    case .backwardErrorCompatibility:
      "The share of the rows that the baseline got wrong that the candidate gets wrong too."
    case .churn:
      isRegression
        ? "The share of rows whose prediction changes by more than tau."
        : "The share of rows that the two models decide differently."
    }
  }

  /// With c and b for the two models and y for the label.
  package func formula(isRegression: Bool) -> String {
    switch self {
    case .negativeFlips:
      isRegression
        ? "#(abs(c - y) - abs(b - y) > tau) / n" : "#(baseline right, candidate wrong) / n"
    case .positiveFlips:
      isRegression
        ? "#(abs(b - y) - abs(c - y) > tau) / n" : "#(baseline wrong, candidate right) / n"
    case .relativeNegativeFlips:
      "negative flip rate / (accuracy of the baseline * error rate of the candidate)"
    case .backwardTrustCompatibility: "#(both right) / #(baseline right)"
    case .backwardErrorCompatibility: "#(both wrong) / #(baseline wrong)"
    case .churn: isRegression ? "#(abs(c - b) > tau) / n" : "#(candidate != baseline) / n"
    }
  }

  /// The same in the field's words.
  package func reference(isRegression: Bool) -> String {
    switch self {
    case .negativeFlips:
      isRegression
        ? "numpy.mean(abs(c - y) - abs(b - y) > tau)"
        : "numpy.mean((baseline == y) & (candidate != y))"
    case .positiveFlips:
      isRegression
        ? "numpy.mean(abs(b - y) - abs(c - y) > tau)"
        : "numpy.mean((baseline != y) & (candidate == y))"
    case .relativeNegativeFlips:
      "numpy.mean((b == y) & (c != y)) / (numpy.mean(b == y) * numpy.mean(c != y))"
    case .backwardTrustCompatibility: "backwardcompatibilityml trust_compatibility_score"
    case .backwardErrorCompatibility: "backwardcompatibilityml error_compatibility_score"
    case .churn:
      isRegression ? "numpy.mean(abs(c - b) > tau)" : "numpy.mean(candidate != baseline)"
    }
  }
}
