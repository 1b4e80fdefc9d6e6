import Findings

extension Metric<BinaryOutcomes> {
  /// The intercept of the logistic recalibration with a slope of 1: calibration in the large, in log odds.
  /// Above 0 positives are more frequent than predicted.
  package static var calibrationIntercept: Metric {
    recalibration(
      id: "calibration_intercept", name: "calibration intercept",
      summary: "How far probabilities are too low (above 0) or too high on the whole, in log odds.",
      formula: "a of logit P(y) = a + logit(p), by maximum likelihood",
      reference: "statsmodels.api.GLM(y, 1, family=Binomial(), offset=logit(p)).fit().params",
      isSlopeFree: false
    ) { fit in (fit.intercept, fit.influence.map(\.intercept)) }
  }

  /// The slope of the logistic recalibration: below 1 probabilities are too extreme, above 1 too timid.
  package static var calibrationSlope: Metric {
    recalibration(
      id: "calibration_slope", name: "calibration slope",
      summary: "Whether probabilities are too extreme (below 1) or too timid (above 1).",
      formula: "b of logit P(y) = a + b logit(p), by maximum likelihood",
      reference: "statsmodels.api.GLM(y, [1, logit(p)], family=Binomial()).fit().params[1]",
      isSlopeFree: true
    ) { fit in (fit.slope, fit.influence.map(\.slope)) }
  }

  private static func recalibration(
    id: String, name: String, summary: String, formula: String, reference: String,
    isSlopeFree: Bool,
    _ pick: @escaping @Sendable (CalibrationFit) -> (value: Double, influence: [Double])
  ) -> Metric {
    Metric(
      id: id, name: name, direction: .none, unit: "", summary: summary, formula: formula,
      reference: reference, range: -Double.infinity...Double.infinity, interval: .normal
    ) { outcomes in
      .of { () throws(Undefined) in
        let fit = try CalibrationFit(outcomes, isSlopeFree: isSlopeFree)
        let (value, influence) = pick(fit)
        return MetricValue(
          value: value, rows: fit.weights.rows, limitingRows: fit.limitingRows,
          influence: influence)
      }
    }
  }
}
