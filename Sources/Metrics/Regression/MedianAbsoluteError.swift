import Findings

extension Metric<RegressionOutcomes> {
  /// The weighted median distance of prediction and label.
  ///
  /// Its influence would need the density of the distances, so its interval is a bootstrap's.
  package static var medianAbsoluteError: Metric {
    Metric(
      id: "median_absolute_error", name: "median absolute error", direction: .lower, unit: "label",
      summary: "The median distance of prediction and label.", formula: "median abs(y - p)",
      reference: "sklearn.metrics.median_absolute_error", range: 0...Double.infinity,
      interval: .bootstrap,
      resampling: .median { $0.losses { ($0 - $1).magnitude } }
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try RowWeights(outcomes)
        return MetricValue(
          value: weights.median(of: outcomes.losses { ($0 - $1).magnitude }), rows: weights.rows,
          influence: [])
      }
    }
  }
}
