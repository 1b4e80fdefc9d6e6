/// The areas A(i|j) over all ordered pairs of classes: the chance that a row of class i has a higher
/// probability of class i than a row of class j.
struct PairwiseAreas: Sendable {
  /// The sum of the areas.
  private(set) var sum = 0.0
  /// The influence of each row on ``sum``.
  private(set) var influence: [Double]
  private let masses: [Double]
  private let total: Double

  /// - Parameter masses: The weight of each class; all positive.
  init(rows: Int, masses: [Double]) {
    influence = [Double](repeating: 0, count: rows)
    self.masses = masses
    total = masses.reduce(0, +)
  }

  /// Adds A(k|j) for every other class j, in one pass over the rows by probability of class `k`.
  mutating func add(
    _ groups: ScoreGroups, ofClass k: Int, labels: [Int32], _ weights: RowWeights
  ) {
    var above = [Double](repeating: 0, count: masses.count)
    var areas = above
    var tied = above
    var placements = [Double](repeating: 0, count: influence.count)
    for g in 0..<groups.count {
      let places = Int(groups.starts[g])..<Int(groups.starts[g + 1])
      for j in tied.indices { tied[j] = 0 }
      for place in places {
        let row = Int(groups.order[place])
        tied[Int(labels[row])] += weights[row]
      }
      // The share of every other class that lies below, summed over those classes.
      var below = 0.0
      for j in masses.indices where j != k {
        let share = 1 - (above[j] + tied[j] / 2) / masses[j]
        below += share
        areas[j] += tied[k] / masses[k] * share
      }
      let higher = (above[k] + tied[k] / 2) / masses[k]
      for place in places {
        let row = Int(groups.order[place])
        placements[row] = Int(labels[row]) == k ? below : higher
      }
      for j in masses.indices { above[j] += tied[j] }
    }
    let ofClass = areas.reduce(0, +)
    for row in influence.indices {
      let label = Int(labels[row])
      let area = label == k ? ofClass : areas[label]
      influence[row] += (placements[row] - area) * total / masses[label]
    }
    sum += ofClass
  }
}
