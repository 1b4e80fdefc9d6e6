import Findings
import Kernels

extension Metric<MulticlassOutcomes> {
  /// The ROC AUC of each class against all others, averaged; undefined when a class has no rows.
  ///
  /// - Parameter average: `macro` or `weighted` (by the weight of the classes' rows).
  package static func rocAUCOneVersusRest(_ average: ClassAverage, id: String) -> Metric {
    Metric(
      id: id, name: "ROC AUC, one versus rest (\(average))", direction: .higher, unit: "",
      summary: "The ROC AUC of each class against all others, averaged (\(average)).",
      formula: "\(average) average of AUC(p_k, 1{y = k})",
      reference: "sklearn.metrics.roc_auc_score(multi_class='ovr', average='\(average)')",
      range: 0...1, interval: .unitLogit
    ) { outcomes in
      .of { () throws(Undefined) in
        let weights = try outcomes.probabilityWeights()
        let masses = try outcomes.massesOfPresentClasses()
        let shares = masses.map {
          average == .weighted ? $0 / weights.total : 1 / Double(masses.count)
        }
        var influence = [Double](repeating: 0, count: outcomes.count)
        var areas: [Double] = []
        for k in outcomes.classes.indices {
          let groups = outcomes.groups(ofClass: k)
          let placements = PlacementValues(groups)
          areas.append(placements.area)
          let (positive, negative) = placements.influence(groups)
          let ofClass = groups.spread(positive: positive, negative: negative)
          for row in influence.indices { influence[row] += shares[k] * ofClass[row] }
        }
        let value = Sums.unordered(count: areas.count) { shares[$0] * areas[$0] }
        if average == .weighted {
          // The shares of the classes are estimated too.
          for row in influence.indices where weights[row] > 0 {
            influence[row] += areas[Int(outcomes.labels[row])] - value
          }
        }
        return MetricValue(
          value: value, rows: weights.rows, limitingRows: outcomes.rowsOfRarestClass(),
          limitingGroups: outcomes.rowsByClass,
          influence: influence)
      }
    }
  }
}

extension MulticlassOutcomes {
  /// The weight of each class; fails when one has none.
  func massesOfPresentClasses() throws(Undefined) -> [Double] {
    let labels = labels
    let sums = CellSums(count: count, cells: classes.count, weights: weights) { Int(labels[$0]) }
    if let absent = classes.indices.first(where: { sums.rows[$0] == 0 }) {
      throw Undefined("class '\(classes[absent])' has no rows")
    }
    return sums.masses
  }

  /// Rows of positive weight of the class that has fewest.
  func rowsOfRarestClass() -> Int {
    let labels = labels
    let sums = CellSums(count: count, cells: classes.count, weights: weights) { Int(labels[$0]) }
    return sums.rows(weightMeaning).min() ?? 0
  }

  /// The rows of each class.
  var rowsByClass: [@Sendable (Int) -> Bool] {
    let labels = labels
    return classes.indices.map { k in { Int(labels[$0]) == k } }
  }

  /// Rows by the probability of class `k`, which is the positive class.
  func groups(ofClass k: Int) -> ScoreGroups {
    ScoreGroups(
      scores: probabilities[k], descending: descendingOrder(ofClass: k), weights: weights,
      flags: labels.map { Int($0) == k ? 1 : 0 })
  }
}
