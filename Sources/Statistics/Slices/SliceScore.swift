/// How much a slice matters: its mean loss against the usual one, less a penalty for being small.
///
/// score = alpha · (mean − centre) / scale − (1 − alpha) · (total / weight − 1), the score of
/// SliceLine (Sagadeeva and Boehm, SIGMOD 2021) with centre = scale = the mean loss; for signed
/// values, where a mean near 0 is no yardstick, the scale is their mean size.
package struct SliceScore: Sendable, Equatable {
  /// The share of the loss in the score, 0 to 1.
  package let alpha: Double
  package let centre: Double
  /// Positive.
  package let scale: Double
  /// The weight of all rows.
  package let total: Double

  /// Of a slice with that sum of weighted values.
  package func score(sum: Double, weight: Double) -> Double {
    score(mean: sum / weight, weight: weight)
  }

  func score(mean: Double, weight: Double) -> Double {
    alpha * ((mean - centre) / scale) - (1 - alpha) * (total / weight - 1)
  }

  /// The highest score of any part of a slice that weighs at least `least`.
  ///
  /// A part of weight s has a sum of at most `positive`, the sum of the slice's values above 0, and
  /// of at most s · `largest`. As a function of s the bound rises up to where the two meet and has its
  /// maximum there or at an end.
  func bound(positive: Double, largest: Double, weight: Double, least: Double) -> Double {
    guard weight >= least else { return -.infinity }
    let meeting = largest > 0 ? min(max(positive / largest, least), weight) : weight
    return [least, meeting, weight].map { part in
      score(mean: min(part * largest, positive) / part, weight: part)
    }.max() ?? -.infinity
  }
}
