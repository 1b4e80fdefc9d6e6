package import Findings

/// Curves for reports; nil where the curve is undefined.
package enum Curves {
  /// True against false positive rate, from (0, 0) to (1, 1); nil without both classes or scores.
  package static func roc(_ outcomes: BinaryOutcomes) -> [Exhibit.Point]? {
    guard let groups = try? ScoreGroups(outcomes) else { return nil }
    var points = [Exhibit.Point(x: 0, y: 0)]
    points.reserveCapacity(groups.count + 1)
    for g in 0..<groups.count {
      points.append(
        Exhibit.Point(
          x: groups.negatives[g] / groups.negativeMass,
          y: groups.positives[g] / groups.positiveMass))
    }
    return CurveThinning.thinned(points)
  }

  /// Precision against recall by falling threshold; nil without a positive row or scores.
  ///
  /// It starts at the first threshold, not at an invented point of precision 1.
  package static func precisionRecall(_ outcomes: BinaryOutcomes) -> [Exhibit.Point]? {
    guard let groups = try? ScoreGroups(outcomes, requiresNegatives: false) else { return nil }
    return CurveThinning.thinned(
      (0..<groups.count).map { g in
        Exhibit.Point(
          x: groups.positives[g] / groups.positiveMass,
          y: groups.positives[g] / (groups.positives[g] + groups.negatives[g]))
      })
  }

  /// The share of positive rows against the mean probability, in bins of equal weight, ascending;
  /// nil unless the scores are probabilities.
  ///
  /// Equal scores stay together, so there may be fewer than `bins` bins.
  package static func calibration(
    _ outcomes: BinaryOutcomes, bins: Int = 10
  ) -> [Exhibit.Point]? {
    guard outcomes.scoresAreProbabilities,
      let groups = try? ScoreGroups(outcomes, requiresPositives: false, requiresNegatives: false)
    else { return nil }
    var points: [Exhibit.Point] = []
    var (mass, positives, scores) = (0.0, 0.0, 0.0)
    var done = 0.0
    for g in (0..<groups.count).reversed() {
      let score = outcomes.scores[Int(groups.order[Int(groups.starts[g])])]
      let weight = groups.positives(in: g) + groups.negatives(in: g)
      mass += weight
      positives += groups.positives(in: g)
      scores += weight * score
      // A large tied group may have filled several bins at once.
      let border = ((done / groups.mass * Double(bins)).rounded(.down) + 1) / Double(bins)
      let isFull = done + mass >= groups.mass * border
      if isFull || g == 0 {
        points.append(Exhibit.Point(x: scores / mass, y: positives / mass))
        done += mass
        (mass, positives, scores) = (0, 0, 0)
      }
    }
    return points
  }
}
