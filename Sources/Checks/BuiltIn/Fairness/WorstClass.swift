internal import Findings
internal import Metrics

/// A disparity of several classes: each against the rest, and the class that is worst.
struct WorstClass {
  let disparity: Disparity
  let classes: [String]
  /// The comparison of a class at an error rate.
  let comparison: (_ target: Int, _ alpha: Double) -> DisparityComparison

  /// With limits for the worst of all classes: as for the worst of all pairs, one side needs
  /// Bonferroni's correction and the other none.
  func results(alpha: Double) -> [(result: DisparityComparison.Result, worst: Int)] {
    let plain = classes.indices.map { comparison($0, alpha).measure(disparity) }
    let strict = classes.indices.map {
      comparison($0, alpha / Double(classes.count)).measure(disparity)
    }
    guard let places = plain.first?.indices else { return [] }
    return places.map { place in
      let parts = plain.filter { $0.indices.contains(place) }.map { $0[place] }
      let limits = strict.filter { $0.indices.contains(place) }.map { $0[place] }
      return join(parts, limits)
    }
  }

  private func join(
    _ plain: [DisparityComparison.Result], _ strict: [DisparityComparison.Result]
  ) -> (result: DisparityComparison.Result, worst: Int) {
    let worst = worstPlace(plain.map { $0.candidate.estimate?.value })
    var result = plain[worst]
    result.unmeasured = classes.indices.flatMap { place in
      plain[place].unmeasured.map { "class \(classes[place]): \($0)" }
    }
    result.candidate = joined(plain.map(\.candidate), strict.map(\.candidate), at: worst)
    let old = plain.compactMap(\.baseline)
    if old.count == plain.count {
      let place = worstPlace(old.map { $0.estimate?.value })
      result.baseline = joined(old, strict.compactMap(\.baseline), at: place)
    }
    result.difference = nil
    let changes = plain.compactMap(\.difference)
    if !changes.isEmpty, changes.allSatisfy({ $0 == .identical }) {
      // Alike in what is measured: of the classes that are not, neither model has a number.
      result.difference = .identical
    } else if changes.count == plain.count, let ours = result.candidate.estimate,
      let theirs = result.baseline?.estimate
    {
      let (lows, highs) = (changes.compactMap(\.low), changes.compactMap(\.high))
      let isKnown = lows.count == changes.count && highs.count == changes.count
      let value = ours.value - theirs.value
      result.difference = Difference(
        value: value, low: isKnown ? lows.min().map { min(value, $0) } : nil,
        high: isKnown ? highs.max().map { max(value, $0) } : nil,
        method: "paired influence function, over all classes")
    }
    return (result, worst)
  }

  private func worstPlace(_ values: [Double?]) -> Int {
    var worst = 0
    for place in values.indices {
      guard let value = values[place] else { continue }
      guard let current = values[worst] else {
        worst = place
        continue
      }
      if disparity.contrast == .ratio ? value < current : value > current { worst = place }
    }
    return worst
  }

  private func joined(_ plain: [Value], _ strict: [Value], at worst: Int) -> Value {
    guard case .number(var estimate) = plain[worst] else { return plain[worst] }
    let known = zip(plain, strict).compactMap { a, b -> (Estimate, Estimate)? in
      guard let a = a.estimate, let b = b.estimate else { return nil }
      return (a, b)
    }
    let isRatio = disparity.contrast == .ratio
    let lows = known.compactMap { isRatio ? $0.0.low : $0.1.low }
    let highs = known.compactMap { isRatio ? $0.1.high : $0.0.high }
    let isKnown = lows.count == known.count && highs.count == known.count
    estimate.low = isKnown ? (isRatio ? lows.min() : lows.max()) : nil
    estimate.high = isKnown ? (isRatio ? highs.min() : highs.max()) : nil
    estimate.rows = known.map(\.0.rows).min() ?? estimate.rows
    return .number(estimate)
  }
}
