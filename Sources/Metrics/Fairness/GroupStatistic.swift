/// A number of one group that disparities compare between groups.
package struct GroupStatistic: Sendable {
  /// How limits are made, and how a sentence shows the value.
  enum Scale: Sendable {
    /// A share of rows: Wilson's interval.
    case share
    /// A mean of any sign: Student's.
    case mean
    /// Positive: Student's, cut at 0.
    case positive
    /// In 0…1 and no share (AUC, F1): Student's on the logit scale.
    case unit
  }

  /// What the sums must hold.
  package enum Source: String, Sendable, Hashable {
    /// The joint cells of label and both decisions.
    case decisions
    /// The same, where a score above the median of all rows is the decision.
    case medians
    /// Labels, probabilities and their squared distances.
    case probabilities
    /// Labels and errors of a regression.
    case errors
    /// One value for each group and model that a metric gave, with its influence values.
    case metric
  }

  /// A number with its slopes by a group's eight sums.
  typealias Number = SlopedNumber<SIMD8<Double>>

  /// As in `detail` of a report: `selection_rate`.
  package let id: String
  /// As sentences say it: `selection rate`.
  package let name: String
  /// What the denominator counts, after a number: `rows`, `rows with a positive label`.
  let counted: String
  let source: Source
  let scale: Scale
  /// The rows that the number rests on, as lanes; for ``Source/decisions``.
  let denominator: @Sendable (ModelSide) -> SIMD8<Double>
  /// The number of a group with rows in its denominator.
  let number: @Sendable (_ sums: SIMD8<Double>, ModelSide) -> Number
  /// Whether the baseline has the number too.
  var isOfBoth = true
  /// For ``Source/metric``: what is computed in each group.
  package var metric: Metric<BinaryOutcomes>?
}

extension GroupStatistic {
  private static func share(
    _ id: String, _ name: String, of part: CellSet, in whole: CellSet, counted: String,
    source: Source = .decisions
  ) -> GroupStatistic {
    GroupStatistic(
      id: id, name: name, counted: counted, source: source, scale: .share,
      denominator: { whole.lanes($0) },
      number: { sums, side in
        sum(part.lanes(side), sums) / sum(whole.lanes(side), sums)
      })
  }

  /// The sum of some lanes, with slope 1 by each of them.
  static func sum(_ lanes: SIMD8<Double>, _ sums: SIMD8<Double>) -> Number {
    Number(value: (lanes * sums).sum(), slopes: lanes)
  }

  static let selectionRate = share(
    "selection_rate", "selection rate", of: .calledPositives, in: .all, counted: "rows")
  /// The share of rows that score above the median of all rows (6 RCNY 5-300).
  static let scoringRate = share(
    "scoring_rate", "scoring rate", of: .calledPositives, in: .all, counted: "rows",
    source: .medians)
  static let truePositiveRate = share(
    "true_positive_rate", "true positive rate", of: .truePositives, in: .positives,
    counted: "positives")
  static let falsePositiveRate = share(
    "false_positive_rate", "false positive rate", of: .falsePositives, in: .negatives,
    counted: "negatives")
  static let falseNegativeRate = share(
    "false_negative_rate", "false negative rate", of: .falseNegatives, in: .positives,
    counted: "positives")
  static let trueNegativeRate = share(
    "true_negative_rate", "true negative rate", of: .trueNegatives, in: .negatives,
    counted: "negatives")
  static let positivePredictiveValue = share(
    "positive_predictive_value", "positive predictive value", of: .truePositives,
    in: .calledPositives, counted: "called positive")
  static let negativePredictiveValue = share(
    "negative_predictive_value", "negative predictive value", of: .trueNegatives,
    in: .calledNegatives, counted: "called negative")
  static let falseDiscoveryRate = share(
    "false_discovery_rate", "false discovery rate", of: .falsePositives, in: .calledPositives,
    counted: "called positive")
  static let falseOmissionRate = share(
    "false_omission_rate", "false omission rate", of: .falseNegatives, in: .calledNegatives,
    counted: "called negative")
  static let accuracy = share(
    "accuracy", "accuracy", of: .correct, in: .all, counted: "rows")
  static let errorRate = share(
    "error_rate", "error rate", of: .wrong, in: .all, counted: "rows")

  /// FN / FP: no share, and without a finite value where nothing is called positive wrongly.
  static let errorBalance = GroupStatistic(
    id: "fn_by_fp", name: "ratio of misses to false alarms", counted: "false alarms",
    source: .decisions, scale: .positive,
    denominator: { CellSet.falsePositives.lanes($0) },
    number: { sums, side in
      sum(CellSet.falseNegatives.lanes(side), sums) / sum(CellSet.falsePositives.lanes(side), sums)
    })

  /// The share of a group's rows that the baseline gets right and the candidate gets wrong.
  static let negativeFlipRate = flips(
    "negative_flip_rate", "share of newly wrong rows", candidate: .wrong, baseline: .correct)

  private static func flips(
    _ id: String, _ name: String, candidate: CellSet, baseline: CellSet
  ) -> GroupStatistic {
    let lanes = candidate.lanes(.candidate) * baseline.lanes(.baseline)
    return GroupStatistic(
      id: id, name: name, counted: "rows", source: .decisions, scale: .share,
      denominator: { CellSet.all.lanes($0) },
      number: { sums, _ in sum(lanes, sums) / sum(CellSet.all.lanes(.candidate), sums) },
      isOfBoth: false)
  }
}
