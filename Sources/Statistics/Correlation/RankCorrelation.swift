/// How alike two lists of numbers order the same things. All take O(n²) for n things and are meant for
/// dozens to thousands: features, not rows.
package enum RankCorrelation: String, Sendable, CaseIterable {
  /// Kendall's tau-b, which allows for ties (Kendall 1945).
  case kendall
  /// Pearson's correlation of mid-ranks (Spearman 1904).
  case spearman
  /// Kendall's tau with pairs weighted by rank, 1 / (r + 1) each from the largest down: a change at the
  /// top counts, one in the tail hardly does (Vigna, "A weighted correlation index for rankings with
  /// ties", WWW 2015). The mean over both lists' ranks, as SciPy's `weightedtau` gives it.
  case weighted

  /// The coefficient in -1…1, or nil with fewer than two things or where one list is constant.
  ///
  /// - Precondition: lists of equal length, without NaN.
  package func coefficient(_ one: [Double], _ other: [Double]) -> Double? {
    precondition(one.count == other.count, "ranks of the same things")
    switch self {
    case .kendall: return RankCorrelation.tau(one, other) { _, _ in 1 }
    case .spearman: return RankCorrelation.pearson(ranks(one), ranks(other))
    case .weighted:
      let first = RankCorrelation.places(one, thenBy: other)
      let second = RankCorrelation.places(other, thenBy: one)
      guard let byFirst = RankCorrelation.hyperbolic(one, other, first),
        let bySecond = RankCorrelation.hyperbolic(one, other, second)
      else { return nil }
      return (byFirst + bySecond) / 2
    }
  }

  private static func hyperbolic(
    _ one: [Double], _ other: [Double], _ places: [Int]
  ) -> Double? {
    tau(one, other) { 1 / Double(places[$0] + 1) + 1 / Double(places[$1] + 1) }
  }

  private static func tau(
    _ one: [Double], _ other: [Double], weight: (Int, Int) -> Double
  ) -> Double? {
    var (agreement, first, second) = (0.0, 0.0, 0.0)
    for i in one.indices {
      for j in 0..<i {
        let weight = weight(i, j)
        let (a, b) = (sign(one[i] - one[j]), sign(other[i] - other[j]))
        agreement += weight * a * b
        first += weight * a.magnitude
        second += weight * b.magnitude
      }
    }
    guard first > 0, second > 0 else { return nil }
    return min(1, max(-1, agreement / (first * second).squareRoot()))
  }

  private static func sign(_ value: Double) -> Double { value > 0 ? 1 : value < 0 ? -1 : 0 }

  /// Places from 0 for the largest; ties by the other list, and those by position from the end.
  private static func places(_ values: [Double], thenBy other: [Double]) -> [Int] {
    let order = values.indices.sorted { (values[$0], other[$0], $0) > (values[$1], other[$1], $1) }
    var places = [Int](repeating: 0, count: values.count)
    for (place, index) in order.enumerated() { places[index] = place }
    return places
  }

  private func ranks(_ values: [Double]) -> [Double] {
    values.map { value in
      let below = values.count { $0 < value }
      let equal = values.count { $0 == value }
      return Double(below) + Double(equal + 1) / 2
    }
  }

  private static func pearson(_ one: [Double], _ other: [Double]) -> Double? {
    guard one.count > 1 else { return nil }
    let count = Double(one.count)
    let (meanOne, meanOther) = (one.reduce(0, +) / count, other.reduce(0, +) / count)
    var (product, first, second) = (0.0, 0.0, 0.0)
    for index in one.indices {
      let (a, b) = (one[index] - meanOne, other[index] - meanOther)
      product += a * b
      first += a * a
      second += b * b
    }
    guard first > 0, second > 0 else { return nil }
    return min(1, max(-1, product / (first * second).squareRoot()))
  }
}
