import Findings

extension Metric<RegressionOutcomes> {
  /// The linear correlation of the ranks of labels and predictions.
  ///
  /// A rank is the share of weight below plus half of the tied weight, which equals mid-ranks for
  /// weights of 1 and for repeated rows. Each row also moves the ranks of the others, and the
  /// influence values count that.
  package static var spearmanCorrelation: Metric {
    Metric(
      id: "spearman", name: "Spearman correlation", direction: .higher, unit: "",
      summary: "The linear correlation of the ranks of labels and predictions.",
      formula: "Cov(F(y), G(p)) / sqrt(Var(F(y)) Var(G(p))), F and G mid-distribution functions",
      reference: "scipy.stats.spearmanr", range: -1...1, interval: .unitLogit
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try RowWeights(outcomes)
        let labels = WeightedRanks(outcomes.labels, weights: weights)
        let predictions = WeightedRanks(outcomes.predictions, weights: weights)
        let moments = RegressionMoments(
          labels: labels.ranks, predictions: predictions.ranks, rows: weights)
        let direct = try moments.correlation()
        let r = direct.value
        let (u, v) = (moments.labelVariance.squareRoot(), moments.predictionVariance.squareRoot())
        // The slope of r by each rank: what moving the ranks of the others comes to.
        let byLabel = labels.shifts { row in
          ((predictions.ranks[row] - 0.5) / v - r * (labels.ranks[row] - 0.5) / u) / u
        }
        let byPrediction = predictions.shifts { row in
          ((labels.ranks[row] - 0.5) / u - r * (predictions.ranks[row] - 0.5) / v) / v
        }
        return MetricValue(
          value: r, rows: weights.rows,
          influence: weights.influence(count: outcomes.count) { row in
            direct.influence[row] + byLabel[row] + byPrediction[row]
          })
      }
    }
  }
}
