import Findings
import Kernels

extension Metric<MulticlassOutcomes> {
  /// Agreement of labels and decisions beyond what their margins give by chance.
  package static var cohenKappa: Metric {
    .ofConfusion(
      id: "cohen_kappa", name: "Cohen's kappa", direction: .higher, unit: "",
      summary: "Agreement of labels and decisions beyond chance.",
      formula: "(p_o - p_e) / (1 - p_e)", reference: "sklearn.metrics.cohen_kappa_score",
      range: -1...1
    ) { outcomes throws(Undefined) in
      let confusion = try MulticlassConfusion(outcomes)
      let all = confusion.classes.indices
      guard !all.contains(where: { confusion.isAlone($0) }) else {
        throw Undefined("all labels and decisions are the same class")
      }
      let total = confusion.total
      let observed = confusion.accuracy
      let chance =
        Sums.unordered(count: all.count) { confusion.actual[$0] * confusion.predicted[$0] }
        / (total * total)
      // The slopes by the two agreements.
      let byObserved = 1 / (1 - chance)
      let byChance = -(1 - observed) * byObserved * byObserved
      var slopes = ConfusionSlopes(classes: all.count)
      for k in all {
        slopes.right[k] = byObserved / total
        slopes.actual[k] = byChance * confusion.predicted[k] / (total * total)
        slopes.predicted[k] = byChance * confusion.actual[k] / (total * total)
      }
      slopes.addTotal(-(byObserved * observed + 2 * byChance * chance) / total)
      return confusion.value(
        (observed - chance) * byObserved, slopes: slopes, outcomes: outcomes)
    }
  }
}

extension MulticlassConfusion {
  /// Whether all labels and all decisions are this class.
  func isAlone(_ k: Int) -> Bool { actualRows[k] == rows && predictedRows[k] == rows }
}
