import Glibc
import Kernels

extension NumericBins {
  /// At most `count` bins of about equally many of `numbers`, NaN left out.
  ///
  /// A value that fills more than a bin gets one for itself and the others share the rest, so a column
  /// that is mostly 0 still has its tail cut up. Within a twentieth of a bin each edge is the shortest
  /// decimal number there is: names stay readable, and stay the same when a few rows change.
  package static func quantiles(of numbers: [Double], count: Int) -> NumericBins {
    let known = numbers.filter { !$0.isNaN }
    let sorted = DescendingOrder.positions(of: known).reversed().map { known[Int($0)] }
    var edges: [Double] = []
    var start = 0
    while edges.count + 1 < count {
      let share = (sorted.count - start) / (count - edges.count)
      let target = start + max(1, share)
      guard target < sorted.count,
        let gap = gap(in: sorted, from: start, near: target, slack: share / 20),
        let edge = shortestDecimal(above: gap.low, upTo: gap.high)
      else { break }
      edges.append(edge)
      start = firstPlace(in: sorted) { $0 >= edge }
    }
    return NumericBins(edges: edges) ?? .all
  }

  /// The values that an edge near `target` must separate.
  private static func gap(
    in sorted: [Double], from start: Int, near target: Int, slack: Int
  ) -> (low: Double, high: Double)? {
    let low = sorted[max(start, target - 1 - slack)]
    let high = sorted[min(sorted.count - 1, target + slack)]
    guard low == high else { return (low, high) }
    // One value fills the neighbourhood: the edge goes to its nearer end.
    let first = firstPlace(in: sorted) { $0 >= low }
    let end = firstPlace(in: sorted) { $0 > low }
    if first > start, target - first <= end - target || end == sorted.count {
      return (sorted[first - 1], sorted[first])
    }
    return end < sorted.count ? (sorted[end - 1], sorted[end]) : nil
  }

  /// The first place whose number fulfils a condition that all later ones fulfil too.
  private static func firstPlace(
    in sorted: [Double], where holds: (Double) -> Bool
  ) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(sorted[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The number with the fewest digits in `low < x <= high`; nil where `high` is infinite.
  static func shortestDecimal(above low: Double, upTo high: Double) -> Double? {
    guard high.isFinite, low < high else { return nil }
    if low < 0, high >= 0 { return 0 }
    guard low.isFinite else { return high }
    let exponent = Int(floor(log10(high.magnitude)))
    for digits in 1...17 {
      let places = digits - 1 - exponent
      // Powers of ten are exact up to here.
      guard places.magnitude <= 22 else { break }
      let power = pow(10, Double(places.magnitude))
      let rounded = places >= 0 ? floor(high * power) / power : floor(high / power) * power
      if rounded > low, rounded <= high { return rounded }
    }
    return high
  }
}
