import Glibc

/// What always predicting the share of positive rows would cost, the yardstick of skill scores.
struct BaseRate: Sendable {
  /// The weighted share of positive rows, strictly between 0 and 1.
  let rate: Double
  /// Of the rarer class: what the rate rests on.
  let limitingRows: Int
  private let labels: [UInt8]

  init(_ outcomes: BinaryOutcomes) throws(Undefined) {
    let confusion = BinaryConfusion(outcomes)
    guard confusion.rows(.positives) > 0 else { throw .noPositives }
    guard confusion.rows(.negatives) > 0 else { throw .noNegatives }
    limitingRows = min(confusion.rows(.positives), confusion.rows(.negatives))
    rate = confusion[.positives].value / confusion[.all].value
    labels = outcomes.labels
  }

  /// Its log loss: the entropy of the labels, in nats.
  var entropy: Double { -(rate * log(rate) + (1 - rate) * log1p(-rate)) }
  /// The influence of a row on ``entropy``.
  func entropyInfluence(_ row: Int) -> Double {
    (log1p(-rate) - log(rate)) * (Double(labels[row]) - rate)
  }

  /// Its Brier score: the variance of the labels.
  var variance: Double { rate * (1 - rate) }
  /// The influence of a row on ``variance``.
  func varianceInfluence(_ row: Int) -> Double { (1 - 2 * rate) * (Double(labels[row]) - rate) }
}

extension RowWeights {
  /// Mean loss over the cost of the base rate, as `intercept + slope · ratio`.
  func relativeLoss(
    of losses: [Double], to reference: Double, limitingRows: Int, intercept: Double, slope: Double,
    notes: [String] = [], referenceInfluence: (Int) -> Double
  ) -> MetricValue {
    let ratio = mean(of: losses) / reference
    return MetricValue(
      value: intercept + slope * ratio, rows: rows, limitingRows: limitingRows,
      influence: influence(count: losses.count) { row in
        slope * (losses[row] - ratio * reference - ratio * referenceInfluence(row)) / reference
      }, notes: notes)
  }
}
