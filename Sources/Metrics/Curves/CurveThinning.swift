import Findings

/// Fewer points, same picture.
enum CurveThinning {
  /// At most about 200 of the points, with the first and the last.
  ///
  /// A point is kept when the curve has moved by at least a step since the last kept one (horizontal
  /// plus vertical way), so no dropped point is further than a step from a kept one. The step starts
  /// at 0.01 of the plot and doubles until few enough are left; short curves keep every point.
  static func thinned(_ points: [Exhibit.Point], limit: Int = 202) -> [Exhibit.Point] {
    var kept = points
    var step = 0.01
    while kept.count > limit, step < 4 {
      kept = thinned(points, step: step)
      step *= 2
    }
    return kept
  }

  private static func thinned(_ points: [Exhibit.Point], step: Double) -> [Exhibit.Point] {
    guard var last = points.first else { return [] }
    var kept = [last]
    for (index, point) in points.enumerated().dropFirst() {
      let next = index + 1 < points.count ? points[index + 1] : nil
      // The corner before a long straight is kept, or the straight would be drawn askew.
      let nextIsFar = next.map { distance(point, $0) >= step } ?? true
      if distance(last, point) >= step || nextIsFar {
        kept.append(point)
        last = point
      }
    }
    return kept
  }

  private static func distance(_ a: Exhibit.Point, _ b: Exhibit.Point) -> Double {
    (a.x - b.x).magnitude + (a.y - b.y).magnitude
  }
}
