internal import Findings

/// The measures of flips and of backward compatibility; the raw value is the check's id.
///
/// Flip rates are those of "Positive-Congruent Training" (Yan et al., CVPR 2021), compatibility
/// scores those of "Updates in Human-AI Teams" (Bansal et al., AAAI 2019).
enum FlipMeasure: String, Sendable, CaseIterable {
  case negativeFlips = "negative_flips"
  case positiveFlips = "positive_flips"
  case relativeNegativeFlips = "relative_negative_flips"
  case backwardTrustCompatibility = "backward_trust_compatibility"
  case backwardErrorCompatibility = "backward_error_compatibility"
  case churn

  /// What it comes to; the counts have a row.
  func value(_ counts: FlipCounts, alpha: Double) -> Value {
    let noRows = "there are no rows"
    switch self {
    case .negativeFlips:
      return counts.share(counts.onlyBaseline, of: counts.all, noRows: noRows, alpha: alpha)
    case .positiveFlips:
      return counts.share(counts.onlyCandidate, of: counts.all, noRows: noRows, alpha: alpha)
    case .relativeNegativeFlips: return counts.relativeNegativeFlips(alpha: alpha)
    case .backwardTrustCompatibility:
      return counts.share(
        counts.bothRight, of: counts.baselineRight, noRows: "the baseline is right on no row",
        alpha: alpha)
    case .backwardErrorCompatibility:
      return counts.share(
        counts.bothWrong, of: counts.baselineWrong, noRows: "the baseline is wrong on no row",
        alpha: alpha)
    case .churn:
      return counts.share(counts.differing, of: counts.all, noRows: noRows, alpha: alpha)
    }
  }

  /// Regression has no right and wrong, so no measure that counts rows of one model alone.
  var tasks: [TaskKind] {
    switch self {
    case .negativeFlips, .positiveFlips, .churn: [.binary, .multiclass, .regression]
    case .relativeNegativeFlips, .backwardTrustCompatibility, .backwardErrorCompatibility:
      [.binary, .multiclass]
    }
  }

  var direction: Direction {
    switch self {
    case .negativeFlips, .relativeNegativeFlips, .churn: .lower
    case .positiveFlips, .backwardTrustCompatibility: .higher
    // Keeping old errors is predictable and still wrong.
    case .backwardErrorCompatibility: .none
    }
  }

  /// A ratio of rates is no rate.
  var unit: String { self == .relativeNegativeFlips ? "" : "rate" }

  var title: String {
    switch self {
    case .negativeFlips: "Negative flip rate"
    case .positiveFlips: "Positive flip rate"
    case .relativeNegativeFlips: "Relative negative flip rate"
    case .backwardTrustCompatibility: "Backward trust compatibility"
    case .backwardErrorCompatibility: "Backward error compatibility"
    case .churn: "Churn"
    }
  }

  func summary(_ task: TaskKind) -> String {
    let isRegression = task == .regression
    return switch self {
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

  func formula(_ task: TaskKind) -> String {
    let isRegression = task == .regression
    return switch self {
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

  func reference(_ task: TaskKind) -> String {
    let isRegression = task == .regression
    return switch self {
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
