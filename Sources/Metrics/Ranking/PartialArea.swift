/// The area under the ROC curve left of a false positive rate, with its slope by every corner.
struct PartialArea: Sendable {
  private(set) var area = 0.0
  /// The slope by the false positive rate after each group.
  private(set) var byFalseRate: [Double]
  /// The slope by the true positive rate after each group.
  private(set) var byTrueRate: [Double]

  init(_ groups: ScoreGroups, limit: Double) {
    byFalseRate = [Double](repeating: 0, count: groups.count)
    byTrueRate = byFalseRate
    var (x, y) = (0.0, 0.0)
    for g in 0..<groups.count {
      let nextX = groups.negatives[g] / groups.negativeMass
      let nextY = groups.positives[g] / groups.positiveMass
      if nextX <= limit {
        addTrapezoid(g, from: (x, y), to: (nextX, nextY))
        (x, y) = (nextX, nextY)
      } else {
        addCut(g, from: (x, y), to: (nextX, nextY), limit: limit)
        break
      }
    }
  }

  private mutating func addTrapezoid(
    _ g: Int, from start: (x: Double, y: Double), to end: (x: Double, y: Double)
  ) {
    let (width, height) = (end.x - start.x, (start.y + end.y) / 2)
    area += width * height
    byFalseRate[g] += height
    byTrueRate[g] += width / 2
    if g > 0 {
      byFalseRate[g - 1] -= height
      byTrueRate[g - 1] += width / 2
    }
  }

  /// The part of a trapezoid left of `limit`; its upper end is interpolated.
  private mutating func addCut(
    _ g: Int, from start: (x: Double, y: Double), to end: (x: Double, y: Double), limit: Double
  ) {
    let (width, rise, cut) = (end.x - start.x, end.y - start.y, limit - start.x)
    let slope = rise / width
    area += cut * start.y + slope * cut * cut / 2
    let bySlope = cut * cut / 2
    byTrueRate[g] += bySlope / width
    byFalseRate[g] -= bySlope * slope / width
    if g > 0 {
      byTrueRate[g - 1] += cut - bySlope / width
      byFalseRate[g - 1] += -start.y - slope * cut + bySlope * slope / width
    }
  }
}
