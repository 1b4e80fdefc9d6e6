package import Findings
import Statistics

/// Measures one disparity on both models, with limits that hold for all groups together, and how much
/// it changed.
package struct DisparityComparison: Sendable {
  /// One-sided error rate; intervals are two-sided at 1 - 2 · alpha.
  package let alpha: Double
  package let policy: GroupPolicy
  package let codes: GroupCodes
  package let sums: GroupSums
  /// Where each group is cut into strata: the weight of each stratum, summing to 1.
  package let strata: [Double]?
  package let hasBaseline: Bool
  /// Whether nothing tells the two models apart.
  package let areAlike: Bool

  package init(
    alpha: Double, policy: GroupPolicy, codes: GroupCodes, sums: GroupSums,
    strata: [Double]? = nil, hasBaseline: Bool, areAlike: Bool = false
  ) {
    self.alpha = alpha
    self.policy = policy
    self.codes = codes
    self.sums = sums
    self.strata = strata
    self.hasBaseline = hasBaseline
    self.areAlike = areAlike
  }

  /// What came of one disparity.
  package struct Result: Sendable {
    /// The group whose number it is, for a signed disparity.
    package var group: GroupCodes.Group?
    package var candidate: Value
    package var baseline: Value?
    package var difference: Difference?
    /// What decides the candidate's value.
    package var extreme: Extreme?
    /// Why nothing can be shown to hold, as the rest of a sentence; empty where all is measured.
    package var unmeasured: [String]
  }

  /// The groups that decide a value.
  package struct Extreme: Sendable, Equatable {
    /// The place among the disparity's statistics.
    package let statistic: Int
    /// The place of the group with the lower value of a difference or ratio; of a single group's.
    package let lower: Int
    /// Nil where a group stands for itself.
    package let higher: Int?
  }

  /// One for all groups, or for each group but the reference where the disparity is signed.
  package func measure(_ disparity: Disparity) -> [Result] {
    let reference = policy.reference.flatMap(codes.place)
    guard disparity.isSigned else { return [extreme(disparity, reference)] }
    guard let reference else {
      return [undefined("there is no reference group to compare with")]
    }
    let others = codes.groups.indices.filter { $0 != reference && standing($0) == .judged }
    guard !others.isEmpty else {
      let absent = policy.required.first { codes.place(of: $0).map { rows($0) == 0 } ?? true }
      return [
        undefined(
          absent.map { "the required group '\($0)' has no row" }
            ?? "no group has \(policy.leastRows) rows to compare with \(codes.groups[reference].label)"
        )
      ]
    }
    return others.map { group in
      var result = extreme(disparity, reference, only: group)
      result.group = codes.groups[group]
      return result
    }
  }

  private func undefined(_ reason: String) -> Result {
    Result(
      candidate: .undefined(reason), baseline: hasBaseline ? .undefined(reason) : nil,
      unmeasured: [])
  }

  private func extreme(
    _ disparity: Disparity, _ reference: Int?, only group: Int? = nil
  ) -> Result {
    let parts =
      disparity.combination == .mean
      ? disparity.statistics.map { [$0] } : [disparity.statistics]
    let level = alpha / Double(parts.count)
    func sets(_ side: ModelSide) -> [ContrastSet] {
      parts.map { statistics in
        ContrastSet(
          disparity, statistics.map { judged($0, side, among: group.map { [$0, reference] }) },
          sums.covariance, reference: reference, isOneWay: group != nil)
      }
    }
    let candidate = sets(.candidate)
    let places = group.map { group in [group, reference].compactMap { $0 } }
    var result = Result(
      candidate: value(candidate, level), unmeasured: gaps(disparity, candidate, parts, places))
    if case .undefined = result.candidate, let reason = result.unmeasured.first {
      result.candidate = .undefined(reason)
    }
    result.extreme = decisive(candidate)
    guard hasBaseline, disparity.isOfBoth else { return result }
    let baseline = sets(.baseline)
    result.baseline = value(baseline, level)
    if case .number(let ours) = result.candidate, case .number(let theirs)? = result.baseline {
      result.difference = change(candidate, baseline, ours.value - theirs.value, level)
    }
    return result
  }

  private func value(_ sets: [ContrastSet], _ level: Double) -> Value {
    let extremes = sets.compactMap(\.extreme)
    guard extremes.count == sets.count, !sets.isEmpty else {
      return .undefined("fewer than two groups can be measured")
    }
    let count = Double(sets.count)
    let intervals = sets.compactMap { $0.interval(alpha: level) }
    let isKnown = intervals.count == sets.count
    let low = intervals.reduce(0) { $0 + $1.low } / count
    let high = intervals.reduce(0) { $0 + $1.high } / count
    let rows = sets.flatMap(\.values).joined().compactMap { $0?.rows }.min() ?? 0
    return .number(
      Estimate(
        value: extremes.reduce(0) { $0 + $1.value } / count,
        low: isKnown && low.isFinite ? low : nil, high: isKnown && high.isFinite ? high : nil,
        rows: rows))
  }

  private func change(
    _ candidate: [ContrastSet], _ baseline: [ContrastSet], _ value: Double, _ level: Double
  ) -> Difference? {
    if areAlike { return .identical }
    let parts = zip(candidate, baseline).compactMap { ours, theirs in
      ContrastChange(candidate: ours, baseline: theirs, alpha: level).difference
    }
    guard parts.count == candidate.count, let first = parts.first else { return nil }
    guard parts.count > 1 else { return first }
    let count = Double(parts.count)
    let (lows, highs) = (parts.compactMap(\.low), parts.compactMap(\.high))
    return Difference(
      value: value, low: lows.count == parts.count ? lows.reduce(0, +) / count : nil,
      high: highs.count == parts.count ? highs.reduce(0, +) / count : nil, method: first.method)
  }

  private func decisive(_ sets: [ContrastSet]) -> Extreme? {
    var worst: (set: Int, contrast: ContrastSet.Contrast)?
    for (place, set) in sets.enumerated() {
      guard let contrast = set.extreme else { continue }
      let isWorse = worst.map {
        set.disparity.seeksSmallest
          ? contrast.value < $0.contrast.value : contrast.value > $0.contrast.value
      }
      if isWorse ?? true { worst = (place, contrast) }
    }
    guard let (place, contrast) = worst else { return nil }
    let statistic = sets.count > 1 ? place : contrast.statistic
    guard let second = contrast.second else {
      return Extreme(statistic: statistic, lower: contrast.first, higher: nil)
    }
    let isRatio = sets[place].disparity.contrast == .ratio
    return contrast.value < (isRatio ? 1 : 0)
      ? Extreme(statistic: statistic, lower: contrast.first, higher: second)
      : Extreme(statistic: statistic, lower: second, higher: contrast.first)
  }
}
