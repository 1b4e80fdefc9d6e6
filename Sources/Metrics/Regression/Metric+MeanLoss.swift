import Findings

/// What labels and predictions a formula is defined for.
struct RegressionDomain: Sendable {
  /// What is wrong with a row outside, after "N rows have ".
  let violation: String
  let contains: @Sendable (_ label: Double, _ prediction: Double) -> Bool

  /// Fails with the number of rows outside.
  func check(_ outcomes: RegressionOutcomes, weights: RowWeights) throws(Undefined) {
    let outside = weights.count(of: 0..<outcomes.count) {
      !contains(outcomes.labels[$0], outcomes.predictions[$0])
    }
    guard outside == 0 else {
      throw Undefined("\(outside) \(outside == 1 ? "row has" : "rows have") \(violation)")
    }
  }
}

extension Metric<RegressionOutcomes> {
  /// A metric that is the mean of a loss of each row.
  static func meanLoss(
    id: String, name: String, direction: Direction, unit: String, summary: String, formula: String,
    reference: String, range: ClosedRange<Double>, domain: RegressionDomain? = nil,
    _ loss: @escaping @Sendable (_ label: Double, _ prediction: Double) -> Double
  ) -> Metric {
    Metric(
      id: id, name: name, direction: direction, unit: unit, summary: summary, formula: formula,
      reference: reference, range: range,
      interval: range.lowerBound == 0 ? .ratio : .normal, differenceMethod: .pairedT
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try RowWeights(outcomes)
        try domain?.check(outcomes, weights: weights)
        return weights.meanLoss(of: outcomes.losses(loss))
      }
    }
  }

  /// A metric that is the square root of the mean of a loss of each row.
  static func rootMeanLoss(
    id: String, name: String, unit: String, summary: String, formula: String, reference: String,
    domain: RegressionDomain? = nil,
    _ loss: @escaping @Sendable (_ label: Double, _ prediction: Double) -> Double
  ) -> Metric {
    Metric(
      id: id, name: name, direction: .lower, unit: unit, summary: summary, formula: formula,
      reference: reference, range: 0...Double.infinity, interval: .ratio
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try RowWeights(outcomes)
        try domain?.check(outcomes, weights: weights)
        let square = weights.meanLoss(of: outcomes.losses(loss))
        let root = square.value.squareRoot()
        // At a root of 0 every loss is 0, and no row has any influence.
        let slope = root > 0 ? 1 / (2 * root) : 0
        return MetricValue(
          value: root, rows: square.rows, influence: square.influence.map { $0 * slope })
      }
    }
  }
}

extension RegressionOutcomes {
  /// One loss a row.
  func losses(_ loss: (_ label: Double, _ prediction: Double) -> Double) -> [Double] {
    labels.indices.map { loss(labels[$0], predictions[$0]) }
  }
}
