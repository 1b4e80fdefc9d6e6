import Statistics

/// Weighted means, variances and covariance of labels and predictions, divided by the sum of the
/// weights.
struct RegressionMoments: Sendable {
  let weights: RowWeights
  /// Whether a row of weight k is k rows.
  private let isFrequency: Bool
  let labels: [Double]
  let predictions: [Double]
  let labelMean: Double
  let predictionMean: Double
  let labelVariance: Double
  let predictionVariance: Double
  let covariance: Double

  init(_ outcomes: RegressionOutcomes) throws(Undefined) {
    self.init(
      labels: outcomes.labels, predictions: outcomes.predictions, rows: try RowWeights(outcomes),
      isFrequency: outcomes.weightMeaning == .frequency && outcomes.weights != nil)
  }

  init(labels: [Double], predictions: [Double], rows: RowWeights, isFrequency: Bool = false) {
    let (labelMean, predictionMean) = (rows.mean(of: labels), rows.mean(of: predictions))
    let y = labels.map { $0 - labelMean }
    let p = predictions.map { $0 - predictionMean }
    self.weights = rows
    self.isFrequency = isFrequency
    self.labels = labels
    self.predictions = predictions
    self.labelMean = labelMean
    self.predictionMean = predictionMean
    // Rounding of the mean leaves a variance near 1e-32 on equal numbers; say 0 there.
    labelVariance = rows.isConstant(labels) ? 0 : rows.mean(of: y.map { $0 * $0 })
    predictionVariance = rows.isConstant(predictions) ? 0 : rows.mean(of: p.map { $0 * $0 })
    covariance = rows.mean(of: y.indices.map { y[$0] * p[$0] })
  }

  /// Fails when all labels are equal.
  func requireVaryingLabels() throws(Undefined) {
    guard labelVariance > 0 else { throw Undefined("all labels are equal") }
    guard labelVariance.isFinite else { throw Undefined("the labels are too large to square") }
  }

  /// Fails when all predictions are equal.
  func requireVaryingPredictions() throws(Undefined) {
    guard predictionVariance > 0 else { throw Undefined("all predictions are equal") }
    guard predictionVariance.isFinite else {
      throw Undefined("the predictions are too large to square")
    }
  }

  /// A value with the influence of each row, from its deviations from the two means.
  ///
  /// - Parameter statistic: The same value from the moments alone, for ``MetricValue/jackknife``.
  func value(
    _ value: Double, statistic: ((DeletedMoments) -> Double)? = nil,
    influence: (_ label: Double, _ prediction: Double) -> Double
  ) -> MetricValue {
    MetricValue(
      value: value, rows: weights.rows,
      influence: weights.influence(count: labels.count) { row in
        influence(labels[row] - labelMean, predictions[row] - predictionMean)
      },
      jackknife: statistic.flatMap { jackknife(isFrequency: isFrequency, value, $0) })
  }
}

extension RowWeights {
  /// Whether all rows of positive weight have the same value.
  func isConstant(_ numbers: [Double]) -> Bool {
    guard let first = numbers.indices.first(where: { self[$0] > 0 }) else { return true }
    return numbers.indices.allSatisfy { numbers[$0] == numbers[first] || self[$0] == 0 }
  }
}
