import Findings

extension Metric<BinaryOutcomes> {
  /// The largest distance between the score distributions of the two classes.
  ///
  /// The influence values hold the threshold of the largest distance fixed: right where one
  /// threshold is clearly the best (Raghavachari, Annals of Statistics, 1973), too small otherwise.
  package static var ksStatistic: Metric {
    Metric(
      id: "ks_statistic", name: "Kolmogorov–Smirnov statistic", direction: .higher, unit: "",
      summary: "The largest distance between the score distributions of the two classes.",
      formula: "max_t abs(TPR(t) - FPR(t))", reference: "scipy.stats.ks_2samp", range: 0...1,
      interval: .unitLogit
    ) { outcomes in
      .of { () throws(Undefined) in
        let groups = try ScoreGroups(outcomes)
        var (best, distance) = (0, 0.0)
        for g in 0..<groups.count {
          let here =
            groups.positives[g] / groups.positiveMass - groups.negatives[g] / groups.negativeMass
          if here.magnitude > distance.magnitude { (best, distance) = (g, here) }
        }
        var slopes = [Double](repeating: 0, count: groups.count)
        slopes[best] = distance < 0 ? -1 : 1
        let influence = groups.influence(falseRate: slopes.map { -$0 }, trueRate: slopes)
        return groups.value(
          distance.magnitude, positive: influence.positive,
          negative: influence.negative, isConditional: true)
      }
    }
  }
}
