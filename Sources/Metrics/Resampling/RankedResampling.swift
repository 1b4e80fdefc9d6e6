import Statistics

/// Score groups with the weights of a replicate: sorted once, summed in one pass each time.
struct RankedResampling: Sendable {
  private let starts: [Int32]
  /// By place in the order of scores.
  private let flags: [UInt8]
  private let drawn: DrawnWeights

  init(_ groups: ScoreGroups, count: Int, sample: RowSample) {
    starts = groups.starts
    flags = groups.order.map { groups.flags[Int($0)] }
    drawn = DrawnWeights(sample, count: count, order: groups.order)
  }

  /// The masses of all groups; empty groups repeat the sums before them.
  func masses(in replicate: PoissonBootstrap.Replicate) -> GroupMasses {
    let groups = max(0, starts.count - 1)
    var positives = [Double](repeating: 0, count: groups)
    var negatives = positives
    var (first, second) = (0.0, 0.0)
    for g in 0..<groups {
      for place in Int(starts[g])..<Int(starts[g + 1]) {
        let weight = drawn.weight(place, in: replicate)
        if flags[place] == 1 { first += weight } else { second += weight }
      }
      positives[g] = first
      negatives[g] = second
    }
    return GroupMasses(positives: positives, negatives: negatives)
  }
}

extension Resampling<BinaryOutcomes> {
  /// For a metric that is a function of the masses of score groups.
  ///
  /// - Parameter value: Nil where a class that the metric needs has no weight.
  static func ranked(_ value: @escaping @Sendable (GroupMasses) -> Double?) -> Resampling {
    Resampling { outcomes, sample in
      guard
        let groups = try? ScoreGroups(
          outcomes, requiresPositives: false, requiresNegatives: false)
      else { return { _ in nil } }
      let ranked = RankedResampling(groups, count: outcomes.count, sample: sample)
      return { value(ranked.masses(in: $0)) }
    }
  }
}
