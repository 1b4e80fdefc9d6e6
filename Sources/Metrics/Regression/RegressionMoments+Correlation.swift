extension RegressionMoments {
  /// The linear correlation with its influence values, zy zp - r (zy² + zp²) / 2.
  ///
  /// - Parameter statistic: ``DeletedMoments/correlation``, for ``MetricValue/jackknife``.
  func correlation(
    statistic: ((DeletedMoments) -> Double)? = nil
  ) throws(Undefined) -> MetricValue {
    try requireVaryingLabels()
    try requireVaryingPredictions()
    let ySpread = labelVariance.squareRoot()
    let pSpread = predictionVariance.squareRoot()
    // Rounding may push a perfect correlation past 1.
    let r = min(1, max(-1, covariance / ySpread / pSpread))
    return value(r, statistic: statistic) { label, prediction in
      let (y, p) = (label / ySpread, prediction / pSpread)
      return y * p - r * (y * y + p * p) / 2
    }
  }
}
