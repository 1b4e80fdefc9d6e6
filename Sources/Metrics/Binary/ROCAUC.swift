import Findings

extension Metric<BinaryOutcomes> {
  /// The chance that a positive row scores above a negative one, ties counting half.
  package static var rocAUC: Metric {
    Metric(
      id: "roc_auc", name: "ROC AUC", direction: .higher, unit: "",
      summary: "The chance that a positive row scores above a negative one.",
      formula: "sum_t P_t (N_below_t + N_t / 2) / (P N) over distinct scores t",
      reference: "sklearn.metrics.roc_auc_score", range: 0...1, interval: .unitLogit,
      differenceMethod: .pairedDeLong
    ) { outcomes in
      .of { () throws(Undefined) in
        let groups = try ScoreGroups(outcomes)
        let placements = PlacementValues(groups)
        let influence = placements.influence(groups)
        return groups.value(
          placements.area, positive: influence.positive,
          negative: influence.negative, isConditional: true)
      }
    }
  }
}
