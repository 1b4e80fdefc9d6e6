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
          limitingRows: min(groups.positiveRows, groups.negativeRows), influence: [],
          cells: groups.masses.cellsAtLargestDistance(rows: groups.rows))
      }
    }
  }
}

extension GroupMasses {
  /// Both classes must have weight.
  fileprivate var largestDistance: Double {
    var distance = 0.0
    for g in 0..<count { distance = max(distance, self.distance(g).magnitude) }
    return distance
  }

  /// TPR less FPR where groups 0 … g are called positive.
  private func distance(_ g: Int) -> Double {
    positives[g] / positiveMass - negatives[g] / negativeMass
  }

  /// The confusion matrix at the first threshold of the largest distance, with the distance as its formula.
  fileprivate func cellsAtLargestDistance(rows: Int) -> SmoothedCells {
    var best = 0
    for g in 0..<count where distance(g).magnitude > distance(best).magnitude { best = g }
    let masses = SIMD4(
      negativeMass - negatives[best], negatives[best], positiveMass - positives[best],
      positives[best])
    let sign: Double = distance(best) < 0 ? -1 : 1
    return SmoothedCells(masses: masses, rows: rows) { confusion throws(Undefined) in
      sign
        * (try confusion.share(of: .truePositives, in: .positives)
          - confusion.share(of: .falsePositives, in: .negatives))
    }
  }
}
