import Findings

extension Metric<RegressionOutcomes> {
  /// The linear correlation of labels and predictions; undefined when either is constant.
  package static var pearsonCorrelation: Metric {
    Metric(
      id: "pearson", name: "Pearson correlation", direction: .higher, unit: "",
      summary: "The linear correlation of labels and predictions.",
      formula: "Cov(y, p) / sqrt(Var(y) Var(p))",
      reference: "scipy.stats.pearsonr", range: -1...1, interval: .unitLogit
    ) { outcomes in
      .of { () throws(Undefined) in
        let moments = try RegressionMoments(outcomes)
        return try moments.correlation(statistic: \.correlation)
      }
    }
  }
}
