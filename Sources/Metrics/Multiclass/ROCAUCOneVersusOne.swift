import Findings

extension Metric<MulticlassOutcomes> {
  /// The mean over pairs of classes of how well each one's probability separates the two (Hand and
  /// Till, Machine Learning, 2001); does not change with the class shares, undefined when a class has
  /// no rows.
  package static var rocAUCOneVersusOne: Metric {
    Metric(
      id: "roc_auc_ovo", name: "ROC AUC, one versus one", direction: .higher, unit: "",
      summary: "The mean over pairs of classes of how well each one's probability separates them.",
      formula: "mean over pairs of (A(i|j) + A(j|i)) / 2",
      reference: "sklearn.metrics.roc_auc_score(multi_class='ovo', average='macro')",
      range: 0...1, interval: .unitLogit
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try outcomes.probabilityWeights()
        let masses = try outcomes.massesOfPresentClasses()
        guard masses.count > 1 else { throw Undefined("there is only one class") }
        var pairs = PairwiseAreas(rows: outcomes.count, masses: masses)
        for k in outcomes.classes.indices {
          pairs.add(outcomes.groups(ofClass: k), ofClass: k, labels: outcomes.labels, weights)
        }
        let ordered = Double(masses.count * (masses.count - 1))
        return MetricValue(
          value: pairs.sum / ordered, rows: weights.rows,
          limitingRows: outcomes.rowsOfRarestClass(), limitingGroups: outcomes.rowsByClass,
          influence: weights.influence(count: outcomes.count) { pairs.influence[$0] / ordered })
      }
    }
  }
}
