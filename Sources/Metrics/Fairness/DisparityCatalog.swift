/// Every disparity of decisions; a disparity is one line.
package enum DisparityCatalog {
  /// Of labels and decisions, for two classes; for several classes each against the rest.
  package static let decisions: [Disparity] =
    [
      .difference(
        "demographic_parity_difference", "Demographic parity difference", .selectionRate,
        "fairlearn.metrics.demographic_parity_difference"),
      .ratio(
        "demographic_parity_ratio", "Demographic parity ratio", .selectionRate,
        "fairlearn.metrics.demographic_parity_ratio"),
      .signed(
        .difference, "statistical_parity_difference", "Statistical parity difference",
        .selectionRate, "aif360.sklearn.metrics.statistical_parity_difference"),
      .signed(
        .ratio, "disparate_impact", "Disparate impact", .selectionRate,
        "aif360.sklearn.metrics.disparate_impact_ratio"),
      .signed(
        .difference, "signed_equal_opportunity_difference", "Signed equal opportunity difference",
        .truePositiveRate, "aif360.sklearn.metrics.equal_opportunity_difference"),
      .difference(
        "equal_opportunity_difference", "Equal opportunity difference", .truePositiveRate,
        "fairlearn.metrics.equal_opportunity_difference"),
      .ratio(
        "equal_opportunity_ratio", "Equal opportunity ratio", .truePositiveRate,
        "fairlearn.metrics.equal_opportunity_ratio"),
      .odds(
        .difference, .worst, "equalized_odds_difference", "Equalized odds difference",
        "fairlearn.metrics.equalized_odds_difference"),
      .odds(
        .ratio, .worst, "equalized_odds_ratio", "Equalized odds ratio",
        "fairlearn.metrics.equalized_odds_ratio"),
      .odds(
        .difference, .mean, "mean_equalized_odds_difference", "Mean equalized odds difference",
        "fairlearn.metrics.equalized_odds_difference(agg='mean')"),
      .odds(
        .ratio, .mean, "mean_equalized_odds_ratio", "Mean equalized odds ratio",
        "fairlearn.metrics.equalized_odds_ratio(agg='mean')"),
      .difference(
        "treatment_equality_difference", "Treatment equality difference", .errorBalance,
        "aif360 treatment_equality (absolute)"),
    ]
    + [
      .falsePositiveRate, .falseNegativeRate, .positivePredictiveValue, .negativePredictiveValue,
      .falseDiscoveryRate, .falseOmissionRate, .accuracy, .errorRate,
    ].flatMap(Disparity.pair)

  /// Of scores above and below the median.
  package static let medians: [Disparity] = [
    .difference(
      "scoring_rate_difference", "Scoring rate difference", .scoringRate,
      "fairlearn.metrics.demographic_parity_difference(y, score > numpy.median(score))"),
    .ratio(
      "scoring_rate_ratio", "Scoring rate ratio (impact ratio of scores)", .scoringRate,
      "fairlearn.metrics.demographic_parity_ratio(y, score > numpy.median(score))"),
  ]

  /// Of probabilities of two classes.
  package static let probabilities: [Disparity] = [
    .difference(
      "mean_score_group_difference", "Mean score difference between groups", .meanScore,
      "fairlearn.metrics.MetricFrame(mean_prediction).difference()"),
    .difference(
      "brier_group_difference", "Brier score difference between groups", .brier,
      "fairlearn.metrics.MetricFrame(brier_score_loss).difference()"),
    Disparity(
      id: "group_calibration_error", title: "Calibration error of the worst group",
      summary: "How far the mean probability of any group is from its share of positives.",
      formula: "max_g abs(mean_g p - mean_g y)",
      reference: "numpy.mean(p) - numpy.mean(y) by group", statistics: [.calibrationError],
      contrast: .farthest),
    .ratio(
      "observed_by_expected_group_ratio", "Ratio of observed over expected between groups",
      .observedByExpected, "numpy.sum(y) / numpy.sum(p) by group, min / max"),
  ]

  /// Of a metric in each group by itself.
  package static let metrics: [Disparity] =
    [
      (Metric<BinaryOutcomes>.rocAUC, GroupStatistic.Scale.unit), (.balancedAccuracy, .unit),
      (.f1, .unit), (.logLoss, .positive), (.calibrationIntercept, .mean),
    ].map { metric, scale in
      .difference(
        "\(metric.id)_group_difference",
        "\(metric.name.prefix(1).uppercased())\(metric.name.dropFirst()) difference between groups",
        .each(metric, scale: scale),
        "fairlearn.metrics.MetricFrame(\(metric.reference)).difference()")
    } + [
      .difference(
        "calibration_slope_group_difference", "Calibration slope difference between groups",
        .each(
          .calibrationSlope, scale: .mean,
          counted: "rows of the rarer class among those that a finite slope fits"),
        "fairlearn.metrics.MetricFrame(\(Metric<BinaryOutcomes>.calibrationSlope.reference)).difference()"
      )
    ]

  /// Of a regression's errors.
  package static let errors: [Disparity] =
    [GroupStatistic.meanAbsoluteError, .rootMeanSquaredError].flatMap { statistic in
      Disparity.pair(statistic) + [
        Disparity(
          id: "\(statistic.id)_group_max", title: "Bounded group loss (\(statistic.name))",
          summary: "The largest \(statistic.name) of any group.",
          formula: "max_g L_g, L = \(statistic.name)",
          reference: "fairlearn.metrics.MetricFrame(\(statistic.name)).group_max()",
          statistics: [statistic], contrast: .largest)
      ]
    } + [
      .difference(
        "mean_error_group_difference", "Mean error difference between groups", .meanError,
        "fairlearn.metrics.MetricFrame(mean error).difference()"),
      .difference(
        "mean_prediction_group_difference", "Mean prediction difference between groups",
        .meanPrediction, "fairlearn.metrics.MetricFrame(mean_prediction).difference()"),
      Disparity(
        id: "group_bias", title: "Bias of the worst group",
        summary: "How far predictions are from the truth in any group, on average.",
        formula: "max_g abs(mean_g (p - y))", reference: "numpy.mean(p - y) by group",
        statistics: [.meanError], contrast: .farthest),
    ]

  /// Of both models' decisions together.
  package static let flips: [Disparity] = [
    .difference(
      "negative_flip_rate_group_difference", "Negative flip rate difference between groups",
      .negativeFlipRate, "numpy.mean((baseline == y) & (candidate != y)) by group, max - min")
  ]
}

extension Disparity {
  static func difference(
    _ id: String, _ title: String, _ statistic: GroupStatistic, _ reference: String
  ) -> Disparity {
    Disparity(
      id: id, title: title,
      summary: "The highest \(statistic.name) of a group less the lowest.",
      formula: "max_g r_g - min_g r_g, r = \(statistic.name)", reference: reference,
      statistics: [statistic], contrast: .difference)
  }

  static func ratio(
    _ id: String, _ title: String, _ statistic: GroupStatistic, _ reference: String
  ) -> Disparity {
    Disparity(
      id: id, title: title,
      summary: "The lowest \(statistic.name) of a group over the highest.",
      formula: "min_g r_g / max_g r_g, r = \(statistic.name)", reference: reference,
      statistics: [statistic], contrast: .ratio)
  }

  /// Difference and ratio of a statistic, as `fairlearn.metrics.MetricFrame` makes them.
  static func pair(_ statistic: GroupStatistic) -> [Disparity] {
    let title = statistic.name.prefix(1).uppercased() + statistic.name.dropFirst()
    let frame = "fairlearn.metrics.MetricFrame(\(statistic.id))"
    return [
      difference(
        "\(statistic.id)_group_difference", "\(title) difference between groups", statistic,
        "\(frame).difference()"),
      ratio(
        "\(statistic.id)_group_ratio", "\(title) ratio between groups", statistic,
        "\(frame).ratio()"),
    ]
  }

  static func signed(
    _ contrast: Contrast, _ id: String, _ title: String, _ statistic: GroupStatistic,
    _ reference: String
  ) -> Disparity {
    let isRatio = contrast == .ratio
    return Disparity(
      id: id, title: title,
      summary: "Each group's \(statistic.name) \(isRatio ? "over" : "minus") that of the reference "
        + "group, with its sign.",
      formula: "r_g \(isRatio ? "/" : "-") r_ref, r = \(statistic.name), one finding a group",
      reference: reference, statistics: [statistic], contrast: contrast, isSigned: true)
  }

  static func odds(
    _ contrast: Contrast, _ combination: Combination, _ id: String, _ title: String,
    _ reference: String
  ) -> Disparity {
    let isRatio = contrast == .ratio
    let word = isRatio ? "ratio" : "difference"
    let how =
      combination == .mean ? "The mean of" : isRatio ? "The smaller of" : "The larger of"
    let formula =
      combination == .mean
      ? "(TPR \(word) + FPR \(word)) / 2"
      : "\(isRatio ? "min" : "max")(TPR \(word), FPR \(word))"
    return Disparity(
      id: id, title: title,
      summary: "\(how) the \(word)s of true and false positive rates between groups.",
      formula: formula, reference: reference, statistics: [.truePositiveRate, .falsePositiveRate],
      contrast: contrast, combination: combination)
  }
}
