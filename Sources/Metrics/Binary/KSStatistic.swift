import Findings

extension Metric<BinaryOutcomes> {
  /// The largest distance between the score distributions of the two classes.
  ///
  /// A maximum over thresholds has no influence function where two of them are close, and is too large
  /// on few rows, so the interval is a bootstrap's.
  package static var ksStatistic: Metric {
    Metric(
      id: "ks_statistic", name: "Kolmogorov–Smirnov statistic", direction: .higher, unit: "",
      summary: "The largest distance between the score distributions of the two classes.",
      formula: "max_t abs(TPR(t) - FPR(t))", reference: "scipy.stats.ks_2samp", range: 0...1,
      interval: .bootstrap,
      resampling: .ranked {
        $0.positiveMass > 0 && $0.negativeMass > 0 ? $0.largestDistance : nil
      }
    ) { outcomes in
      .of { () throws(Undefined) in
        let groups = try ScoreGroups(outcomes)
        return MetricValue(
          value: groups.masses.largestDistance, rows: groups.rows,
          limitingRows: min(groups.positiveRows, groups.negativeRows), influence: [])
      }
    }
  }
}

extension GroupMasses {
  /// Both classes must have weight.
  fileprivate var largestDistance: Double {
    var distance = 0.0
    for g in 0..<count {
      distance = max(
        distance, (positives[g] / positiveMass - negatives[g] / negativeMass).magnitude)
    }
    return distance
  }
}
