import Findings

extension Metric<BinaryOutcomes> {
  /// The mean precision at the scores of the positive rows, without interpolation.
  ///
  /// A positive row changes the mean by its own precision and by what it adds to the precision at
  /// each score at or below its own; a negative row by what it takes there. That is the exact
  /// derivative of the value by the weight, ties included.
  package static var averagePrecision: Metric {
    Metric(
      id: "average_precision", name: "average precision", direction: .higher, unit: "",
      summary: "The mean precision at the scores of the positive rows.",
      formula: "sum_k (R_k - R_{k-1}) P_k over distinct scores, descending",
      reference: "sklearn.metrics.average_precision_score", range: 0...1, interval: .unitLogit,
      sees: .order
    ) { outcomes in
      .of { () throws(Undefined) in
        let groups = try ScoreGroups(outcomes, requiresNegatives: false)
        let share = groups.mass / groups.positiveMass
        var precisions = [Double](repeating: 0, count: groups.count)
        var value = 0.0
        for g in 0..<groups.count {
          precisions[g] = groups.positives[g] / (groups.positives[g] + groups.negatives[g])
          value += groups.positives(in: g) * precisions[g]
        }
        value /= groups.positiveMass
        var positive = precisions
        var negative = precisions
        var (gain, loss) = (0.0, 0.0)
        for g in precisions.indices.reversed() {
          let called = groups.positives[g] + groups.negatives[g]
          gain += groups.positives(in: g) * (1 - precisions[g]) / called
          loss += groups.positives(in: g) * precisions[g] / called
          positive[g] = share * (precisions[g] - value + gain)
          negative[g] = -share * loss
        }
        return groups.value(value, positive: positive, negative: negative)
      }
    }
  }
}
