import Findings

extension Metric<RegressionOutcomes> {
  /// The share of the labels' variance that the predictions explain; negative when the mean label would be
  /// better, undefined when all labels are equal.
  package static var r2: Metric {
    Metric(
      id: "r2", name: "R²", direction: .higher, unit: "",
      summary: "The share of the labels' variance that the predictions explain.",
      formula: "1 - sum w (y - p)^2 / sum w (y - mean y)^2",
      reference: "sklearn.metrics.r2_score", range: -Double.infinity...1, interval: .explained
    ) { outcomes in
      .of { () throws(Undefined) in
        let moments = try RegressionMoments(outcomes)
        try moments.requireVaryingLabels()
        let variance = moments.labelVariance
        let shift = moments.labelMean - moments.predictionMean
        let lost =
          moments.weights.mean(of: outcomes.losses { ($0 - $1) * ($0 - $1) }) / variance
        return moments.value(
          1 - lost, statistic: \.r2
        ) { label, prediction in
          let error = label - prediction + shift
          return (lost * label * label - error * error) / variance
        }
      }
    }
  }
}
