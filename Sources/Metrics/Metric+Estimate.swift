package import Findings
package import Statistics

extension Metric {
  /// The result as a value for the report, with the interval that ``interval`` names at two-sided
  /// confidence 1 - 2 · `alpha`, cut to ``range``.
  ///
  /// - A share of rows gets Wilson's interval. With importance weights or clusters its number of rows
  ///   is the one that would give the robust variance (Korn and Graubard, 1998), at 0 and 1 Kish's
  ///   number or that of the clusters.
  /// - Any other gets Student's interval on the scale of its ``IntervalKind``, with fewer degrees of freedom
  ///   for heavy tails and the limits moved out by skewness (``InfluenceShape/reach(alpha:degrees:)``).
  /// - A formula of a confusion matrix gets it around the formula of ``SmoothedCells``, with the degrees of
  ///   freedom of the rows that the value rests on.
  /// - Where no row has any influence (an AUC of 1, a constant loss), a bounded value has the width of the
  ///   exact binomial limit for ``MetricValue/limitingRows`` rows, and any other no interval: the rows
  ///   cannot say how much they vary.
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
    let error = InfluenceError.standardError(value.spread, sample: sample, strata: value.strata)
    guard interval != .proportion else {
      let rows = value.effectiveRows(
        of: value.rows, unitVariance: value.value * (1 - value.value), sample, error: error,
        alpha: alpha)
      return ProportionInterval.wilson(share: value.value, count: rows, alpha: alpha)
    }
    if value.cells != nil {
      return cellLimits(of: value, sample, error: error, alpha: alpha)
    }
    guard let error else { return nil }
    let rows = limitingUnits(value.limitingRows, sample, count: value.influence.count)
    guard error > 1e-12 * scale(value, value), scaleOfInterval.holds(value.value) else {
      return limitsWithoutVariation(value, rows: rows, alpha: alpha)
    }
    guard rows > 1 || range.isFinite else { return nil }
    return scaleOfInterval.limits(
      around: value.value, standardError: error,
      reach: InfluenceShape(value.spread, sample: sample)
        .reach(alpha: alpha, degrees: Double(max(1, rows - 1))))
  }

  /// Around the smoothed value, and as far as the value itself; `shift` moves the limits by a bias. Nil
  /// where even the smoothed formula says nothing.
  func cellLimits(
    of value: MetricValue, _ sample: RowSample, error: Double?, shift: Double = 0, alpha: Double
  ) -> Interval? {
    guard let cells = value.cells else { return nil }
    let rows = value.effectiveRows(
      of: cells.rows, unitVariance: cells.unitVariance ?? 0, sample, error: error, alpha: nil)
    guard let smoothed = cells.estimate(rows: rows), smoothed.standardError > 0 else { return nil }
    let center = smoothed.value + shift
    guard scaleOfInterval.holds(center) else { return nil }
    let units = limitingUnits(value.limitingRows, sample, count: value.influence.count)
    let limits = scaleOfInterval.limits(
      around: center, standardError: smoothed.standardError,
      reach: Reach(alpha: alpha, degrees: Double(max(1, units - 1))))
    return Interval(low: min(limits.low, value.value), high: max(limits.high, value.value))
  }

  /// Of ``interval``; a bootstrap's limits are compared on that of the range.
  var scaleOfInterval: IntervalScale {
    switch interval {
    case .ratio: .log
    case .explained: .logOfRest
    case .normal: .plain
    case .proportion, .unitLogit, .bootstrap, .unavailable: range.isFinite ? .logit(range) : .plain
    }
  }

  func limitingUnits(_ rows: Int, _ sample: RowSample, count: Int) -> Int {
    sample.identity.clusters == nil ? rows : min(rows, sample.units(count: count))
  }

  /// The interval of a value that no row moves; nil where the range has no width to speak of.
  func limitsWithoutVariation(_ value: MetricValue, rows: Int? = nil, alpha: Double) -> Interval? {
    guard range.isFinite else { return nil }
    let width = range.upperBound - range.lowerBound
    let share = (value.value - range.lowerBound) / width
    let atBound = ProportionInterval.boundary(
      value: share, count: rows ?? value.limitingRows, alpha: alpha)
    let reach = atBound.high - atBound.low
    return Interval(
      low: range.lowerBound + width * max(0, share - reach),
      high: range.lowerBound + width * min(1, share + reach))
  }
}

extension MetricValue {
  /// The number of rows counted one by one whose variance is the value's own.
  ///
  /// - Parameters:
  ///   - rows: Those that there are.
  ///   - unitVariance: What one row gives.
  ///   - alpha: Where Student's quantile for few clusters is to be in the number; nil where not.
  fileprivate func effectiveRows(
    of rows: Int, unitVariance: Double, _ sample: RowSample, error: Double?, alpha: Double?
  ) -> Double {
    let rows = Double(rows)
    guard !sample.countsRows else { return rows }
    let units = Double(sample.units(count: influence.count))
    let isClustered = sample.identity.clusters != nil
    if let error, error > 0, unitVariance > 0, units > 1 {
      // Without the factor n / (n - 1), equal weights give the number of rows itself.
      let count = min(rows, unitVariance / (error * error) * units / (units - 1))
      guard isClustered, let alpha else { return count }
      // Few clusters give an uncertain variance: Student's quantile instead of the normal one.
      let ratio = Normal.quantile(1 - alpha) / StudentT(degrees: units - 1).upperQuantile(alpha)
      return count * ratio * ratio
    }
    if isClustered { return min(rows, units) }
    return rows * sample.effectiveRows(count: influence.count) / units
  }
}

extension ClosedRange<Double> {
  /// Whether both ends are numbers.
  var isFinite: Bool { lowerBound.isFinite && upperBound.isFinite }
}
