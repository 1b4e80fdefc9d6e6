/// The values that a statistic took in the replicates of a bootstrap.
package struct ReplicateDistribution: Sendable {
  /// Ascending.
  private let values: [Double]
  /// How many replicates were drawn; in some the statistic may be undefined.
  private let drawn: Int

  /// - Parameter values: One a replicate; nil where the statistic is undefined in it.
  package init(_ values: [Double?]) {
    drawn = values.count
    self.values = values.compactMap { $0 }.sorted()
  }

  /// Whether the statistic is defined in enough replicates to speak for it: 95 of 100.
  package var isUsable: Bool { values.count > 1 && values.count * 20 >= drawn * 19 }

  /// Whether all replicates gave the same, but for rounding.
  package var isConstant: Bool {
    guard let first = values.first, let last = values.last else { return true }
    return last - first <= 1e-12 * max(first.magnitude, last.magnitude)
  }

  /// The standard deviation of the replicates; nil with fewer than two.
  package var standardError: Double? {
    guard values.count > 1 else { return nil }
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
  }

  /// The interval at confidence 1 - 2 · alpha: the wider, on each side, of percentiles and of Student's
  /// t around the value freed of bias; nil unless usable.
  ///
  /// Percentiles of a bootstrap are too narrow by about the factor between Student's and the normal
  /// quantile and by that between n and n - 1. Taking them further out mends both (Hesterberg, "What
  /// teachers should know about the bootstrap", The American Statistician 69, 2015). Of a statistic that
  /// few rows decide the replicates take few values, and their percentiles miss what lies between and
  /// beyond; the standard error does not.
  ///
  /// A maximum over thresholds (H measure, Kolmogorov-Smirnov) is too large on few rows, and in the
  /// replicates by as much again: the percentiles are moved back by twice that bias. How large it is
  /// the replicates say no better than that it is there, so both limits move out by as much.
  ///
  /// Near the upper end of its range such a maximum is biased most, and the replicates crowd there: the lower
  /// limit reaches as far as Student's does on the scale of the range too, from the value freed of three
  /// times that bias (with 3 to 10 rows of a class, replicates show a third to a half of it).
  ///
  /// - Parameters:
  ///   - value: The statistic on the rows themselves.
  ///   - rows: The independent observations of the smallest group; 2 or more.
  ///   - scale: Of the statistic's range.
  package func interval(
    around value: Double, alpha: Double, rows: Int, scale: IntervalScale = .plain
  ) -> Interval? {
    guard isUsable, rows > 1, let standardError else { return nil }
    let n = Double(rows)
    let reach = StudentT(degrees: n - 1).upperQuantile(alpha) * (n / (n - 1)).squareRoot()
    let tail = Normal.upperTail(reach)
    let bias = bias(from: value)
    var low = min(quantile(tail) - 2 * bias, value - bias - reach * standardError)
    let high = max(quantile(1 - tail) - 2 * bias, value - bias + reach * standardError)
    if scale != .plain, scale.holds(value - 3 * bias) {
      let scaled = scale.limits(
        around: value - 3 * bias, standardError: standardError,
        reach: Reach(below: reach, above: reach))
      low = min(low, scaled.low)
    }
    return Interval(low: low - bias.magnitude, high: high + bias.magnitude)
  }

  /// How far the mean of the replicates is from the statistic on the rows themselves.
  package func bias(from value: Double) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) - value
  }

  /// The standard error of the interval's limits that comes from the number of replicates: half the
  /// distance of the quantiles one binomial standard deviation away.
  package func monteCarloError(alpha: Double) -> Double {
    let spread = (alpha * (1 - alpha) / Double(max(1, values.count))).squareRoot()
    let low = (quantile(alpha + spread) - quantile(alpha - spread)) / 2
    let high = (quantile(1 - alpha + spread) - quantile(1 - alpha - spread)) / 2
    return max(low, high)
  }

  /// The two-sided p-value of "the statistic is 0": never 0, as one more replicate might have been
  /// beyond it (Davison and Hinkley, "Bootstrap Methods and their Application", 1997, 4.2).
  package var p: Double {
    let below = values.count { $0 <= 0 }
    let above = values.count { $0 >= 0 }
    return min(1, 2 * Double(1 + min(below, above)) / Double(values.count + 1))
  }

  /// The value that a share of the replicates lies below, interpolated, of the count plus one; NaN without
  /// replicates.
  package func quantile(_ share: Double) -> Double {
    guard let first = values.first, let last = values.last else { return .nan }
    let place = min(max(share, 0), 1) * Double(values.count + 1) - 1
    guard place > 0 else { return first }
    guard place < Double(values.count - 1) else { return last }
    let lower = Int(place)
    return values[lower] + (place - Double(lower)) * (values[lower + 1] - values[lower])
  }
}
