import Findings

extension Metric<RegressionOutcomes> {
  /// Agreement with the line of equality: the correlation, less what bias and scale take from it
  /// (Lin, Biometrics, 1989).
  package static var concordanceCorrelation: Metric {
    Metric(
      id: "ccc", name: "concordance correlation", direction: .higher, unit: "",
      summary: "Agreement of labels and predictions with the line of equality.",
      formula: "2 Cov(y, p) / (Var(y) + Var(p) + (mean y - mean p)^2)",
      reference: "numpy.cov", range: -1...1, interval: .unitLogit
    ) { outcomes in
      .of { () throws(Undefined) in
        let moments = try RegressionMoments(outcomes)
        try moments.requireVaryingLabels()
        let bias = moments.labelMean - moments.predictionMean
        let scale = moments.labelVariance + moments.predictionVariance + bias * bias
        guard scale.isFinite else { throw Undefined("the numbers are too large to square") }
        let value = 2 * moments.covariance / scale
        return moments.value(
          min(1, max(-1, value)), statistic: \.concordance
        ) { label, prediction in
          let spread =
            label * label - moments.labelVariance + prediction * prediction
            - moments.predictionVariance + 2 * bias * (label - prediction)
          return (2 * (label * prediction - moments.covariance) - value * spread) / scale
        }
      }
    }
  }
}
