import Findings
import Kernels

extension Metric<RegressionOutcomes> {
  /// The weighted median distance of prediction and label.
  ///
  /// Where exactly half of the weight lies at or below a distance, it is the mean of that distance
  /// and the next. Its influence would need the density of the distances, so it has no interval.
  package static var medianAbsoluteError: Metric {
    Metric(
      id: "median_absolute_error", name: "median absolute error", direction: .lower, unit: "label",
      summary: "The median distance of prediction and label.", formula: "median abs(y - p)",
      reference: "sklearn.metrics.median_absolute_error", range: 0...Double.infinity,
      interval: .unavailable
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try RowWeights(outcomes.weights, count: outcomes.count)
        let errors = outcomes.losses { ($0 - $1).magnitude }
        let ascending = DescendingOrder.positions(of: errors).reversed().lazy
          .map(Int.init).filter { weights[$0] > 0 }
        var mass = CompensatedSum()
        var lower: Double?
        for row in ascending {
          if let lower {
            return MetricValue(
              value: (lower + errors[row]) / 2, rows: weights.rows, influence: [])
          }
          mass.add(weights[row])
          if mass.value == weights.total / 2 { lower = errors[row] }
          if mass.value > weights.total / 2 {
            return MetricValue(value: errors[row], rows: weights.rows, influence: [])
          }
        }
        throw .noRows
      }
    }
  }
}
