extension ScoreGroups {
  /// The influence, by group, on a function of the ROC curve's corners, from its slopes.
  ///
  /// A row of a class moves the rate of that class at its own corner and at all later ones by its
  /// weight, and every rate down in proportion.
  ///
  /// - Parameters:
  ///   - falseRate: The slope by the false positive rate after each group.
  ///   - trueRate: The slope by the true positive rate after each group.
  func influence(
    falseRate: [Double], trueRate: [Double]
  ) -> (positive: [Double], negative: [Double]) {
    func ofClass(_ slopes: [Double], _ cumulative: [Double], _ total: Double) -> [Double] {
      var values = slopes
      var mean = 0.0
      var rest = 0.0
      for g in slopes.indices.reversed() {
        mean += slopes[g] * cumulative[g] / total
        rest += slopes[g]
        values[g] = rest
      }
      return values.map { ($0 - mean) * (mass / total) }
    }
    return (
      ofClass(trueRate, positives, positiveMass), ofClass(falseRate, negatives, negativeMass)
    )
  }
}
