import Findings

extension Metric<BinaryOutcomes> {
  /// The ROC AUC on a scale where a random order is 0; also accuracy ratio, Somers' D.
  package static var gini: Metric {
    Metric(
      id: "gini", name: "Gini coefficient", direction: .higher, unit: "",
      summary: "The ROC AUC on a scale where a random order is 0.",
      formula: "2 AUC - 1", reference: "2 sklearn.metrics.roc_auc_score - 1", range: -1...1,
      interval: .unitLogit, differenceMethod: .pairedDeLong
    ) { outcomes in
      .of { () throws(Undefined) in
        let groups = try ScoreGroups(outcomes)
        let placements = PlacementValues(groups)
        let influence = placements.influence(groups)
        return groups.value(
          2 * placements.area - 1, positive: influence.positive.map { 2 * $0 },
          negative: influence.negative.map { 2 * $0 }, isConditional: true)
      }
    }
  }
}
