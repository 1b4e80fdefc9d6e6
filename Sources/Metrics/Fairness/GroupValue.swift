import Glibc
internal import Statistics

/// The value of a statistic in one group, for one model.
struct GroupValue: Sendable {
  let value: Double
  /// Rows of positive weight in the denominator; with frequencies the rows that they stand for.
  let rows: Int
  /// Its slopes by the sums of the group (of the group's strata, where there are any).
  let gradient: SumGradient
  let scale: GroupStatistic.Scale
  /// Nil where fewer than two independent observations are there.
  let error: Double?
  /// Kish's number of rows in the denominator, at most the number of clusters.
  let effectiveRows: Double
  let isClustered: Bool
  let countsRows: Bool

  /// The limits at confidence 1 - 2 · alpha; nil where too few rows vary.
  func limits(alpha: Double) -> Interval? {
    switch scale {
    case .share:
      let count = shareCount(alpha: alpha)
      return count > 0 ? ProportionInterval.wilson(share: value, count: count, alpha: alpha) : nil
    case .unit:
      guard let error, effectiveRows > 1 else { return nil }
      guard error > 0, value > 0, value < 1 else {
        let unseen = 1 - pow(alpha, 1 / effectiveRows)
        return Interval(low: max(0, value - unseen), high: min(1, value + unseen))
      }
      return ProportionInterval.logit(
        value: value, standardError: error, alpha: alpha, degrees: effectiveRows - 1)
    case .mean, .positive:
      guard let error, effectiveRows > 1 else { return nil }
      let half = StudentT(degrees: effectiveRows - 1).upperQuantile(alpha) * error
      return Interval(
        low: scale == .positive ? max(0, value - half) : value - half, high: value + half)
    }
  }

  /// The number of rows whose binomial variance is the value's own (Korn and Graubard, 1998); at 0
  /// and 1 the effective number.
  func shareCount(alpha: Double) -> Double {
    guard !countsRows, let error, error > 0, value > 0, value < 1 else {
      return countsRows ? Double(rows) : effectiveRows
    }
    let count = min(Double(rows), value * (1 - value) / (error * error))
    guard isClustered, effectiveRows > 1 else { return count }
    // Few clusters give an uncertain variance: Student's quantile instead of the normal one.
    let ratio =
      Normal.quantile(1 - alpha) / StudentT(degrees: effectiveRows - 1).upperQuantile(alpha)
    return count * ratio * ratio
  }
}

extension GroupSums {
  /// The value of `statistic` in a group, or nil where its denominator has no row.
  func value(_ statistic: GroupStatistic, _ side: ModelSide, group: Int) -> GroupValue? {
    let lanes = statistic.denominator(side)
    let rows = (lanes * laneRows[group]).sum()
    guard rows > 0 else { return nil }
    let number = statistic.number(sums[group], side)
    guard number.value.isFinite else { return nil }
    let gradient = SumGradient(group: group, slopes: number.slopes)
    return value(number.value, rows: rows, lanes: lanes, groups: [group], gradient, statistic)
  }

  /// The same number as the mean over strata, each by the weight `shares` gives it (direct
  /// standardisation); nil where a stratum's denominator has no row.
  ///
  /// Stratum `s` of group `g` is group `g · shares.count + s` of these sums.
  func value(
    _ statistic: GroupStatistic, _ side: ModelSide, group: Int, shares: [Double]
  ) -> GroupValue? {
    let used = shares.indices.filter { shares[$0] > 0 }
    var total = 0.0
    var rows = 0.0
    var gradient = SumGradient([])
    for stratum in used {
      guard let part = value(statistic, side, group: group * shares.count + stratum) else {
        return nil
      }
      total += shares[stratum] * part.value
      rows += Double(part.rows)
      gradient = gradient + shares[stratum] * part.gradient
    }
    return value(
      total, rows: rows, lanes: statistic.denominator(side),
      groups: used.map { group * shares.count + $0 }, gradient, statistic, isMixed: used.count > 1)
  }

  private func value(
    _ value: Double, rows: Double, lanes: SIMD8<Double>, groups: [Int], _ gradient: SumGradient,
    _ statistic: GroupStatistic, isMixed: Bool = false
  ) -> GroupValue {
    var effective = rows
    if let squares {
      let total = groups.reduce(0) { $0 + (mass?[$1] ?? (lanes * sums[$1]).sum()) }
      let square = groups.reduce(0) {
        $0 + (mass == nil ? (lanes * squares[$1]).sum() : squares[$1][0])
      }
      let kish = square > 0 ? total * total / square : 0
      // Of a metric's rarer class the same share as of all rows.
      let all = groups.reduce(0) { $0 + Double(self.rows($1)) }
      effective = mass == nil || all == 0 ? kish : kish * rows / all
    }
    if let clusters { effective = min(effective, Double(clusters)) }
    return GroupValue(
      value: value, rows: Int(rows), gradient: gradient, scale: statistic.scale,
      error: covariance.standardError(gradient), effectiveRows: effective,
      isClustered: clusters != nil,
      countsRows: squares == nil && clusters == nil && !isMixed)
  }
}
