import Findings

extension Metric<BinaryOutcomes> {
  /// The ROC AUC up to a false positive rate of 0.1, standardised.
  package static var partialAUC: Metric { .partialAUC(upTo: 0.1, id: "partial_auc") }

  /// The area under the ROC curve left of a false positive rate, on McClish's scale (1989), where a
  /// random order is 0.5 and a perfect one 1.
  ///
  /// - Parameter limit: The false positive rate, in (0, 1].
  package static func partialAUC(upTo limit: Double, id: String) -> Metric {
    Metric(
      id: id, name: "partial ROC AUC (FPR <= \(limit))", direction: .higher, unit: "",
      summary: "The ROC AUC up to a false positive rate of \(limit), on a scale from 0.5 to 1.",
      formula: "(1 + (A - f^2/2) / (f - f^2/2)) / 2, A the area left of FPR f = \(limit)",
      reference: "sklearn.metrics.roc_auc_score(max_fpr=\(limit))", range: 0...1,
      interval: .unitLogit, sees: .order
    ) { outcomes in
      .of { () throws(Undefined) in
        let groups = try ScoreGroups(outcomes)
        let part = PartialArea(groups, limit: limit)
        let scale = 0.5 / (limit - limit * limit / 2)
        let influence = groups.influence(
          falseRate: part.byFalseRate.map { $0 * scale },
          trueRate: part.byTrueRate.map { $0 * scale })
        return groups.value(
          0.5 + (part.area - limit * limit / 2) * scale, positive: influence.positive,
          negative: influence.negative, isConditional: true)
      }
    }
  }
}
