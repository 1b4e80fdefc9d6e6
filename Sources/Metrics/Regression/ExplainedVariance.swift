import Findings

extension Metric<RegressionOutcomes> {
  /// R² that forgives a constant bias.
  package static var explainedVariance: Metric {
    Metric(
      id: "explained_variance", name: "explained variance", direction: .higher, unit: "",
      summary: "The share of the labels' variance that the predictions explain, up to a constant.",
      formula: "1 - Var(y - p) / Var(y)",
      reference: "sklearn.metrics.explained_variance_score", range: -Double.infinity...1,
      interval: .explained
    ) { outcomes in
      .of { () throws(Undefined) in
        let moments = try RegressionMoments(outcomes)
        try moments.requireVaryingLabels()
        let variance = moments.labelVariance
        let bias = moments.labelMean - moments.predictionMean
        let lost =
          moments.weights.mean(
            of: outcomes.losses { ($0 - $1 - bias) * ($0 - $1 - bias) }) / variance
        return moments.value(
          1 - lost, statistic: \.explainedVariance
        ) { label, prediction in
          let error = label - prediction
          return (lost * label * label - error * error) / variance
        }
      }
    }
  }
}
