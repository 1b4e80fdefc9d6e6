/// The area under a ROC curve with the placement value of every score group.
///
/// The structural components of DeLong, DeLong and Clarke-Pearson (Biometrics, 1988): for a positive
/// row the share of negative weight below it, for a negative row the share of positive weight above
/// it, ties counting half. With them come the exact influence values and the paired covariance.
struct PlacementValues: Sendable {
  let area: Double
  /// By group.
  let positive: [Double]
  let negative: [Double]

  /// Both classes must have weight.
  init(_ groups: ScoreGroups) {
    let (p, n) = (groups.positiveMass, groups.negativeMass)
    var ofPositives = [Double](repeating: 0, count: groups.count)
    var ofNegatives = ofPositives
    var pairs = 0.0
    for g in 0..<groups.count {
      let above = groups.positives[g] - groups.positives(in: g) / 2
      let below = n - groups.negatives[g] + groups.negatives(in: g) / 2
      ofPositives[g] = below / n
      ofNegatives[g] = above / p
      pairs += groups.positives(in: g) * below
    }
    area = pairs / (p * n)
    positive = ofPositives
    negative = ofNegatives
  }

  /// The influence of a row on the area, by group: its placement less the area, over the share of
  /// its class.
  func influence(_ groups: ScoreGroups) -> (positive: [Double], negative: [Double]) {
    let ofPositives = groups.mass / groups.positiveMass
    let ofNegatives = groups.mass / groups.negativeMass
    return (
      positive.map { ($0 - area) * ofPositives }, negative.map { ($0 - area) * ofNegatives }
    )
  }
}
