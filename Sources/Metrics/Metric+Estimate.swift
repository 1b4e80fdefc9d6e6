package import Findings
import Kernels
package import Statistics

extension Metric {
  /// The result as a value for the report, with the interval that ``interval`` names at two-sided
  /// confidence 1 - 2 · `alpha`, cut to ``range``.
  ///
  /// - A share of rows gets Wilson's interval. With importance weights or clusters its number of rows
  ///   is the one that would give the robust variance (Korn and Graubard, 1998), at 0 and 1 Kish's
  ///   number or that of the clusters.
  /// - A bounded value gets Student's interval on the logit scale of its range; on a bound, the exact
  ///   binomial limit for ``MetricValue/limitingRows`` rows.
  /// - A ratio gets Student's interval on the log scale.
  /// - Others get value ± Student's t · standard error, moved by the skewness of the influence values
  ///   (Johnson, "Modified t tests and confidence intervals for asymmetrical populations", JASA 73, 1978).
  /// - Where no row has any influence (a constant loss), a bounded value has the width of the exact limit,
  ///   and any other no interval: the rows cannot say how much they vary.
  /// - A bootstrap's interval is made by ``MetricComparison``; here it has none.
  ///
  /// - Parameter sample: That of the outcomes that gave `result`.
  package func estimate(of result: MetricResult, sample: RowSample, alpha: Double) -> Value {
    switch result {
    case .undefined(let reason): return .undefined(reason)
    case .defined(let value):
      let limits = limits(of: value, sample, alpha: alpha)?.clamped(to: range)
      return .number(
        Estimate(value: value.value, low: limits?.low, high: limits?.high, rows: value.rows))
    }
  }

  private func limits(of value: MetricValue, _ sample: RowSample, alpha: Double) -> Interval? {
    guard interval != .unavailable, interval != .bootstrap else { return nil }
    let error = InfluenceError.standardError(
      value.influence, sample: sample, strata: value.strata)
    let rows = limitingUnits(of: value, sample)
    switch interval {
    case .unavailable, .bootstrap: return nil
    case .proportion:
      return ProportionInterval.wilson(
        share: value.value, count: effectiveRows(of: value, sample, error: error, alpha: alpha),
        alpha: alpha)
    case .unitLogit:
      guard let error else { return nil }
      return onLogitScale(value, error: error, rows: rows, alpha: alpha)
    case .normal:
      guard let error, rows > 1 else { return nil }
      if error <= 1e-12 * scale(value, value) {
        return limitsWithoutVariation(value, rows: rows, alpha: alpha)
      }
      let t = StudentT(degrees: Double(rows - 1)).upperQuantile(alpha)
      let shift = skewShift(value.influence, sample, t: t) * error
      return Interval(
        low: min(value.value, value.value - t * error + shift),
        high: max(value.value, value.value + t * error + shift))
    case .ratio:
      guard let error, rows > 1, value.value > 0 else { return nil }
      return RatioInterval.logNormal(
        ratio: value.value, standardErrorOfLog: error / value.value, alpha: alpha,
        degrees: Double(rows - 1))
    }
  }

  /// (1 + 2 t²) γ / (6 √n), in standard errors: how far skewed rows move both limits. Clusters are left
  /// as they are: their sums are closer to normal than the rows.
  private func skewShift(_ influence: [Double], _ sample: RowSample, t: Double) -> Double {
    guard sample.identity.clusters == nil else { return 0 }
    let weights = sample.weights
    let (squares, cubes) = (
      Sums.pairwise(count: influence.count) { row in
        let weight = weights?[row] ?? 1
        return weight > 0 ? weight * influence[row] * influence[row] : 0
      },
      Sums.pairwise(count: influence.count) { row in
        let weight = weights?[row] ?? 1
        return weight > 0 ? weight * influence[row] * influence[row] * influence[row] : 0
      }
    )
    guard squares > 0 else { return 0 }
    let total = weights.map(Sums.pairwise) ?? Double(influence.count)
    let skewness = cubes / squares * (total / squares).squareRoot()
    let shift =
      (1 + 2 * t * t) * skewness / (6 * sample.effectiveRows(count: influence.count).squareRoot())
    // The expansion holds for small shifts only.
    return min(max(shift, -t / 2), t / 2)
  }

  private func limitingUnits(of value: MetricValue, _ sample: RowSample) -> Int {
    sample.identity.clusters == nil
      ? value.limitingRows : min(value.limitingRows, sample.units(count: value.influence.count))
  }

  /// The number of rows whose binomial variance is the value's own.
  private func effectiveRows(
    of value: MetricValue, _ sample: RowSample, error: Double?, alpha: Double
  ) -> Double {
    let (p, rows) = (value.value, Double(value.rows))
    guard !sample.countsRows else { return rows }
    let units = Double(sample.units(count: value.influence.count))
    let isClustered = sample.identity.clusters != nil
    if let error, error > 0, p > 0, p < 1, units > 1 {
      // Without the factor n / (n - 1), equal weights give the number of rows itself.
      let count = min(rows, p * (1 - p) / (error * error) * units / (units - 1))
      guard isClustered else { return count }
      // Few clusters give an uncertain variance: Student's quantile instead of the normal one.
      let ratio = Normal.quantile(1 - alpha) / StudentT(degrees: units - 1).upperQuantile(alpha)
      return count * ratio * ratio
    }
    if isClustered { return min(rows, units) }
    let all = value.influence.count
    return rows * sample.effectiveRows(count: all) / units
  }

  private func onLogitScale(
    _ value: MetricValue, error: Double, rows: Int, alpha: Double
  ) -> Interval {
    let width = range.upperBound - range.lowerBound
    let share = (value.value - range.lowerBound) / width
    let isOnBound = share <= 0 || share >= 1
    let inUnit =
      if isOnBound || error <= 1e-12 * width {
        centered(on: share, rows: rows, alpha: alpha)
      } else {
        ProportionInterval.logit(
          value: share, standardError: error / width, alpha: alpha,
          degrees: Double(max(1, rows - 1)))
      }
    return Interval(
      low: range.lowerBound + width * inUnit.low, high: range.lowerBound + width * inUnit.high)
  }

  /// The interval of a value that no row moves; nil where the range has no width to speak of.
  func limitsWithoutVariation(_ value: MetricValue, rows: Int? = nil, alpha: Double) -> Interval? {
    guard range.upperBound.isFinite, range.lowerBound.isFinite else { return nil }
    return onLogitScale(value, error: 0, rows: rows ?? value.limitingRows, alpha: alpha)
  }

  /// Where no row has any influence: the width of the interval at the bound, around the value.
  private func centered(on share: Double, rows: Int, alpha: Double) -> Interval {
    let atBound = ProportionInterval.boundary(value: share, count: rows, alpha: alpha)
    let width = atBound.high - atBound.low
    return Interval(low: max(0, share - width), high: min(1, share + width))
  }
}
