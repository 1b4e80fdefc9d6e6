import Kernels

/// Means, variances and covariance of labels and errors without one row.
struct DeletedMoments: Sendable {
  let labelVariance: Double
  let meanError: Double
  let errorVariance: Double
  /// Of label and error, label minus prediction.
  let covariance: Double

  private var meanSquaredError: Double { errorVariance + meanError * meanError }
  private var predictionVariance: Double { labelVariance + errorVariance - 2 * covariance }

  var r2: Double { 1 - meanSquaredError / labelVariance }
  var explainedVariance: Double { 1 - errorVariance / labelVariance }
  var correlation: Double {
    (labelVariance - covariance) / labelVariance.squareRoot() / predictionVariance.squareRoot()
  }
  /// 2 Cov(y, p) / (Var(y) + Var(p) + bias²), written so that equal labels and predictions give exactly 1.
  var concordance: Double {
    1 - meanSquaredError / (labelVariance + predictionVariance + meanError * meanError)
  }
}

extension RegressionMoments {
  /// The values of ``MetricValue/jackknife`` for a statistic of the moments; nil where it is not finite without
  /// some row, so that the influence values must do.
  ///
  /// A row of high leverage moves the variance that it is measured against; the influence values, which
  /// see small moves only, understate that on few rows. With importance weights a row leaves with its weight,
  /// with frequencies one copy of it.
  func jackknife(
    isFrequency: Bool, _ value: Double, _ statistic: (DeletedMoments) -> Double
  ) -> [Double]? {
    let bias = labelMean - predictionMean
    let y = labels.map { $0 - labelMean }
    let e = labels.indices.map { labels[$0] - predictions[$0] - bias }
    func mean(_ product: (Int) -> Double) -> Double { weights.mean(of: y.indices.map(product)) }
    let (yy, ee, ye) = (mean { y[$0] * y[$0] }, mean { e[$0] * e[$0] }, mean { y[$0] * e[$0] })
    let total = weights.total
    var changes = [Double](repeating: 0, count: y.count)
    for row in y.indices where weights[row] > 0 {
      let leaving = isFrequency ? 1 : weights[row]
      let left = total - leaving
      guard left > 0 else { return nil }
      let (yMean, eMean) = (-leaving * y[row] / left, -leaving * e[row] / left)
      func moment(_ all: Double, _ own: Double, _ shift: Double) -> Double {
        (total * all - leaving * own) / left - shift
      }
      let without = statistic(
        DeletedMoments(
          labelVariance: max(0, moment(yy, y[row] * y[row], yMean * yMean)),
          meanError: bias + eMean,
          errorVariance: max(0, moment(ee, e[row] * e[row], eMean * eMean)),
          covariance: moment(ye, y[row] * e[row], yMean * eMean)))
      guard without.isFinite else { return nil }
      changes[row] = left / leaving * (value - without)
    }
    let center = weights.mean(of: changes)
    return weights.influence(count: changes.count) { changes[$0] - center }
  }
}
