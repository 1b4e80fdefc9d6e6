package import Findings
import Statistics

extension Metric {
  /// The result as a value for the report, with the interval that ``interval`` names at two-sided
  /// confidence 1 - 2 · `alpha`, cut to ``range``.
  ///
  /// - A share of rows gets Wilson's interval. With weights its number of rows is the one that would
  ///   give the robust variance (Korn and Graubard, 1998), or Kish's at 0 and 1.
  /// - A bounded value gets the normal interval on the logit scale of its range; on a bound, the exact
  ///   binomial limit for ``MetricValue/limitingRows`` rows.
  /// - Others get value ± Student's t · standard error.
  ///
  /// - Parameter weights: Those of the outcomes that gave `result`.
  package func estimate(of result: MetricResult, weights: [Double]?, alpha: Double) -> Value {
    switch result {
    case .undefined(let reason): return .undefined(reason)
    case .defined(let value):
      let limits = limits(of: value, weights: weights, alpha: alpha)?.clamped(to: range)
      return .number(
        Estimate(value: value.value, low: limits?.low, high: limits?.high, rows: value.rows))
    }
  }

  private func limits(of value: MetricValue, weights: [Double]?, alpha: Double) -> Interval? {
    guard interval != .unavailable else { return nil }
    let error = InfluenceError.standardError(value.influence, weights: weights)
    switch interval {
    case .unavailable: return nil
    case .proportion:
      return ProportionInterval.wilson(
        share: value.value, count: effectiveRows(of: value, weights: weights, error: error),
        alpha: alpha)
    case .unitLogit:
      guard let error else { return nil }
      return onLogitScale(value, error: error, alpha: alpha)
    case .normal:
      guard let error, value.limitingRows > 1 else { return nil }
      if error == 0, range.upperBound.isFinite, range.lowerBound.isFinite {
        return onLogitScale(value, error: error, alpha: alpha)
      }
      let half = StudentT(degrees: Double(value.limitingRows - 1)).upperQuantile(alpha) * error
      return Interval(low: value.value - half, high: value.value + half)
    }
  }

  /// The number of rows whose binomial variance is the value's own.
  private func effectiveRows(
    of value: MetricValue, weights: [Double]?, error: Double?
  ) -> Double {
    let (p, rows) = (value.value, Double(value.rows))
    guard let weights else { return rows }
    let positive = Double(weights.count { $0 > 0 })
    if let error, error > 0, p > 0, p < 1, positive > 1 {
      // Without the factor n / (n - 1), equal weights give the number of rows itself.
      return min(rows, p * (1 - p) / (error * error) * positive / (positive - 1))
    }
    return rows * InfluenceError.effectiveRows(count: weights.count, weights: weights) / positive
  }

  private func onLogitScale(_ value: MetricValue, error: Double, alpha: Double) -> Interval {
    let width = range.upperBound - range.lowerBound
    let share = (value.value - range.lowerBound) / width
    let isOnBound = share <= 0 || share >= 1
    let inUnit =
      if isOnBound || error <= 1e-12 * width {
        centered(on: share, rows: value.limitingRows, alpha: alpha)
      } else {
        ProportionInterval.logit(value: share, standardError: error / width, alpha: alpha)
      }
    return Interval(
      low: range.lowerBound + width * inUnit.low, high: range.lowerBound + width * inUnit.high)
  }

  /// Where no row has any influence: the width of the interval at the bound, around the value.
  private func centered(on share: Double, rows: Int, alpha: Double) -> Interval {
    let atBound = ProportionInterval.boundary(value: share, count: rows, alpha: alpha)
    let width = atBound.high - atBound.low
    return Interval(low: max(0, share - width), high: min(1, share + width))
  }
}
