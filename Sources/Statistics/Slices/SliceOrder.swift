import Kernels

/// Rows in descending order of a value, cut into segments of like values.
struct SliceOrder: Sendable {
  /// Values and weights of a run of rows.
  struct Segment: Sendable, Equatable {
    let values: ClosedRange<Double>
    let weights: ClosedRange<Double>

    /// The largest weight · value that the limits allow.
    var mostProduct: Double {
      values.upperBound * (values.upperBound > 0 ? weights.upperBound : weights.lowerBound)
    }
    var isExact: Bool {
      values.lowerBound == values.upperBound && weights.lowerBound == weights.upperBound
    }
  }

  let rows: [Int32]
  let places: [Range<Int>]
  let segments: [Segment]
  /// Whether counts alone give every sum.
  let isExact: Bool

  /// Equal values stand in order of weight, so sums over places do not depend on the order of the rows.
  init(values: [Double], weights: [Double]?) {
    var rows = DescendingOrder.positions(of: values)
    if let weights { SliceOrder.sortTies(&rows, values, weights) }
    self.rows = rows
    places = SliceOrder.cuts(rows, values, weights)
    segments = places.map { places in
      let ofRows = rows[places].map { weights?[Int($0)] ?? 1 }
      let (first, last) = (
        values[Int(rows[places.lowerBound])], values[Int(rows[places.upperBound - 1])]
      )
      return Segment(
        values: last...first, weights: (ofRows.min() ?? 1)...(ofRows.max() ?? 1))
    }
    isExact = segments.allSatisfy(\.isExact)
  }

  private static func sortTies(_ rows: inout [Int32], _ values: [Double], _ weights: [Double]) {
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, values[Int(rows[end])] == values[Int(rows[start])] { end += 1 }
      rows[start..<end].sort { weights[Int($0)] > weights[Int($1)] }
      start = end
    }
  }

  /// One segment a distinct row where there are few; otherwise segments that hold a like share of the
  /// rows and of the range of values together, so that neither a crowd nor a tail makes the sums vague.
  private static func cuts(
    _ rows: [Int32], _ values: [Double], _ weights: [Double]?
  ) -> [Range<Int>] {
    // Few words a segment would waste the counting loop.
    let limit = min(64, max(4, rows.count / 512))
    func isBorder(_ place: Int) -> Bool {
      let (a, b) = (Int(rows[place - 1]), Int(rows[place]))
      return values[a] != values[b] || weights.map { $0[a] != $0[b] } ?? false
    }
    var borders = [0]
    for place in rows.indices.dropFirst() where isBorder(place) {
      borders.append(place)
      if borders.count > limit { break }
    }
    if borders.count > limit {
      let (highest, lowest) = (values[Int(rows[0])], values[Int(rows[rows.count - 1])])
      let span = highest - lowest
      borders = [0]
      for place in rows.indices.dropFirst() {
        let share =
          Double(place) / Double(rows.count)
          + (span > 0 ? (highest - values[Int(rows[place])]) / span : 0)
        // The shares of all rows and of the whole range sum to 2.
        if share * Double(limit) >= 2 * Double(borders.count) { borders.append(place) }
      }
    }
    let ends = borders.dropFirst() + [rows.count]
    return rows.isEmpty ? [] : zip(borders, ends).map { $0..<$1 }
  }
}
