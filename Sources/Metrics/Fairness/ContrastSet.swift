import Glibc
import Statistics

/// All contrasts between the groups of one model, with what the extreme one of them says.
///
/// The extreme of many noisy contrasts is biased away from parity, and a percentile bootstrap of it
/// never covers parity. So limits come from the contrasts themselves: with T the largest of the true
/// contrasts, its upper limit is the largest upper limit of any (the true extreme is one of them, so no
/// correction is needed), and its lower limit the largest lower limit after Bonferroni's correction for
/// all pairs.
struct ContrastSet: Sendable {
  /// One number of a group, or what two groups differ by.
  struct Contrast: Sendable {
    let statistic: Int
    let first: Int
    /// Nil where a group stands for itself.
    let second: Int?
    /// -1 for a value that counts by its distance below 0.
    let sign: Double
    let value: Double

    /// What tells contrasts apart, whatever the model.
    struct Key: Hashable {
      let statistic: Int
      let first: Int
      let second: Int?
      let sign: Double

      /// The same with the groups exchanged, or the other sign.
      var reversed: Key {
        second.map { Key(statistic: statistic, first: $0, second: first, sign: sign) }
          ?? Key(statistic: statistic, first: first, second: nil, sign: -sign)
      }
    }

    var key: Key { Key(statistic: statistic, first: first, second: second, sign: sign) }
  }

  let disparity: Disparity
  let contrasts: [Contrast]
  /// By statistic, then group; nil where it is not judged or not measured.
  let values: [[GroupValue?]]
  let covariance: SumCovariance

  /// How many questions are asked at once: pairs of groups, or groups.
  var questions: Int {
    let isTwoWay = !isOneWay && disparity.contrast != .largest
    return max(1, isTwoWay ? (contrasts.count + 1) / 2 : contrasts.count)
  }

  private let isOneWay: Bool

  /// - Parameters:
  ///   - values: By statistic, then group.
  ///   - reference: The group that all others are compared with; nil compares every pair.
  ///   - isOneWay: Whether only `group - reference` counts, not its opposite.
  init(
    _ disparity: Disparity, _ values: [[GroupValue?]], _ covariance: SumCovariance,
    reference: Int?, isOneWay: Bool = false
  ) {
    self.disparity = disparity
    self.values = values
    self.covariance = covariance
    self.isOneWay = isOneWay
    var contrasts: [Contrast] = []
    for (statistic, groups) in values.enumerated() {
      let known = groups.indices.filter { groups[$0] != nil }
      switch disparity.contrast {
      case .largest, .farthest:
        for group in known {
          let value = groups[group]?.value ?? 0
          for sign in disparity.contrast == .farthest ? [1.0, -1] : [1.0] {
            contrasts.append(
              Contrast(
                statistic: statistic, first: group, second: nil, sign: sign, value: sign * value))
          }
        }
      case .difference, .ratio:
        for first in known {
          for second in known where first != second {
            if let reference, first != reference, second != reference { continue }
            if isOneWay, second != reference { continue }
            guard let a = groups[first]?.value, let b = groups[second]?.value else { continue }
            if disparity.contrast == .ratio, !(b > 0) { continue }
            contrasts.append(
              Contrast(
                statistic: statistic, first: first, second: second, sign: 1,
                value: disparity.contrast == .ratio ? a / b : a - b))
          }
        }
      }
    }
    self.contrasts = contrasts
  }

  /// The contrast farthest from parity; of equal ones the first.
  var extreme: Contrast? {
    var best: Contrast?
    for contrast in contrasts {
      guard let current = best else {
        best = contrast
        continue
      }
      let isWorse =
        disparity.seeksSmallest
        ? contrast.value < current.value : contrast.value > current.value
      if isWorse { best = contrast }
    }
    return best
  }

  /// The limits of every contrast at confidence 1 - 2 · alpha; nil where too few rows vary.
  func limits(alpha: Double) -> [Interval?] {
    // A group is in many contrasts, and its limits may take a quantile.
    let ofGroups = values.map { $0.map { $0?.limits(alpha: alpha) } }
    let counts = values.map { $0.map { $0?.shareCount(alpha: alpha) ?? 0 } }
    return contrasts.map { contrast in
      let statistic = contrast.statistic
      guard let place = contrast.second else {
        return ofGroups[statistic][contrast.first].map {
          contrast.sign > 0 ? $0 : Interval(low: -$0.high, high: -$0.low)
        }
      }
      guard let first = values[statistic][contrast.first], let second = values[statistic][place]
      else { return nil }
      if disparity.contrast == .ratio {
        return ratio(
          first, counts[statistic][contrast.first], second, counts[statistic][place], alpha: alpha)
      }
      guard let ofFirst = ofGroups[statistic][contrast.first],
        let ofSecond = ofGroups[statistic][place]
      else { return nil }
      return RecoveredVariance(
        first: first.value, ofFirst: ofFirst, second: second.value, ofSecond: ofSecond,
        correlation: correlation(first, second)
      ).difference
    }
  }

  private func ratio(
    _ first: GroupValue, _ firstCount: Double, _ second: GroupValue, _ secondCount: Double,
    alpha: Double
  ) -> Interval? {
    if case .share = first.scale, !covariance.isClustered {
      guard firstCount > 0, secondCount > 0, firstCount + secondCount > 1 else { return nil }
      return IndependentShares(
        first: first.value, firstCount: firstCount, second: second.value, secondCount: secondCount
      ).ratio(alpha: alpha)
    }
    guard first.value > 0, second.value > 0 else { return nil }
    let gradient = (1 / first.value) * first.gradient - (1 / second.value) * second.gradient
    return covariance.standardError(gradient).map {
      RatioInterval.logNormal(
        ratio: first.value / second.value, standardErrorOfLog: $0, alpha: alpha)
    }
  }

  private func correlation(_ first: GroupValue, _ second: GroupValue) -> Double {
    guard covariance.isClustered, let a = first.error, let b = second.error, a > 0, b > 0,
      let joint = covariance.covariance(first.gradient, second.gradient)
    else { return 0 }
    return min(1, max(-1, joint / (a * b)))
  }

  /// The limits of the extreme; nil where any contrast that may be the extreme one has none.
  func interval(alpha: Double) -> Interval? {
    let plain = limits(alpha: alpha).compactMap { $0 }
    let strict = limits(alpha: alpha / Double(questions)).compactMap { $0 }
    guard !contrasts.isEmpty, plain.count == contrasts.count, strict.count == contrasts.count
    else { return nil }
    let low =
      disparity.seeksSmallest ? plain.map(\.low).min() : strict.map(\.low).max()
    let high =
      disparity.seeksSmallest ? strict.map(\.high).min() : plain.map(\.high).max()
    guard let low, let high else { return nil }
    if isOneWay { return Interval(low: low, high: high) }
    switch disparity.contrast {
    // Two groups are never less unlike than alike.
    case .difference, .farthest: return Interval(low: max(0, low), high: high)
    case .ratio: return Interval(low: low, high: min(1, high))
    case .largest: return Interval(low: low, high: high)
    }
  }

  /// The contrasts that may be the extreme one, with an error rate of `alpha`.
  func plausible(alpha: Double) -> [Contrast] {
    let known = limits(alpha: alpha / Double(questions)).compactMap { $0 }
    guard known.count == contrasts.count else { return contrasts }
    if disparity.seeksSmallest {
      let bound = known.map(\.high).min() ?? .infinity
      return contrasts.indices.filter { known[$0].low <= bound }.map { contrasts[$0] }
    }
    let bound = known.map(\.low).max() ?? -.infinity
    return contrasts.indices.filter { known[$0].high >= bound }.map { contrasts[$0] }
  }

  /// Whether a contrast with these limits may be worse than its reverse.
  func mayBeExtreme(_ limits: Interval) -> Bool {
    if isOneWay { return true }
    switch disparity.contrast {
    case .difference, .farthest: return limits.high >= 0
    case .ratio: return limits.low <= 1
    case .largest: return true
    }
  }

  /// The slopes of a contrast by the sums.
  func gradient(_ contrast: Contrast) -> SumGradient {
    guard let first = values[contrast.statistic][contrast.first] else { return SumGradient([]) }
    guard let place = contrast.second, let second = values[contrast.statistic][place] else {
      return contrast.sign * first.gradient
    }
    return disparity.contrast == .ratio
      ? (1 / second.value) * first.gradient
        - (first.value / second.value / second.value) * second.gradient
      : first.gradient - second.gradient
  }

  /// The fewest effective rows that a contrast rests on.
  func effectiveRows(_ contrast: Contrast) -> Double {
    [contrast.first, contrast.second ?? contrast.first]
      .compactMap { values[contrast.statistic][$0]?.effectiveRows }.min() ?? 0
  }
}
