import Findings

extension Metric<RegressionOutcomes> {
  /// The share of the best constant's mean loss that the predictions save; negative when the constant
  /// would be better, undefined when it loses nothing.
  ///
  /// The best constant minimises its mean loss, so moving it changes that loss by nothing: the
  /// influence is that of a ratio of two means.
  ///
  /// - Parameter constant: the best one for the labels under the weights.
  static func d2(
    id: String, name: String, lossName: String, reference: String,
    domain: RegressionDomain? = nil,
    constant: @escaping @Sendable (RegressionOutcomes, RowWeights) -> Double,
    _ loss: @escaping @Sendable (_ label: Double, _ prediction: Double) -> Double
  ) -> Metric {
    Metric(
      id: id, name: name, direction: .higher, unit: "",
      summary: "The share of the best constant's \(lossName) that the predictions save.",
      formula: "1 - mean loss(y, p) / mean loss(y, best constant)", reference: reference,
      range: -Double.infinity...1, interval: .explained
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try RowWeights(outcomes)
        try domain?.check(outcomes, weights: weights)
        let best = constant(outcomes, weights)
        let model = weights.meanLoss(of: outcomes.losses(loss))
        let trivial = weights.meanLoss(of: outcomes.labels.map { loss($0, best) })
        try RegressionMoments(outcomes).requireVaryingLabels()
        let ratio = model.value / trivial.value
        return MetricValue(
          value: 1 - ratio, rows: model.rows,
          influence: zip(model.influence, trivial.influence).map { model, trivialRow in
            (ratio * trivialRow - model) / trivial.value
          })
      }
    }
  }
}
