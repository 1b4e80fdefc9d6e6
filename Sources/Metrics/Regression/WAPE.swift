import Findings

extension Metric<RegressionOutcomes> {
  /// The sum of the distances as a share of the sum of the labels' sizes; defined where some label is
  /// not 0, so it replaces ``meanAbsolutePercentageError`` on labels with zeros.
  package static var wape: Metric {
    Metric(
      id: "wape", name: "weighted absolute percentage error", direction: .lower, unit: "rate",
      summary: "The sum of the distances as a share of the sum of the labels' sizes.",
      formula: "sum w abs(y - p) / sum w abs(y)", reference: "numpy.sum",
      range: 0...Double.infinity,
      interval: .ratio
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try RowWeights(outcomes)
        let size = weights.mean(of: outcomes.labels.map(\.magnitude))
        guard size > 0 else { throw Undefined("all labels are 0") }
        let losses = outcomes.losses { ($0 - $1).magnitude }
        let value = weights.mean(of: losses) / size
        return MetricValue(
          value: value, rows: weights.rows,
          influence: weights.influence(count: outcomes.count) { row in
            (losses[row] - value * outcomes.labels[row].magnitude) / size
          })
      }
    }
  }
}
