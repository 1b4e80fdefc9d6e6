import Findings

extension Metric<RegressionOutcomes> {
  /// The mean distance as a share of the mean size of label and prediction: 0…2, and 0 where both are 0
  /// (the convention of the M4 competition).
  package static var symmetricMAPE: Metric {
    .meanLoss(
      id: "smape", name: "symmetric mean absolute percentage error", direction: .lower, unit: "",
      summary: "The mean distance as a share of the mean size of label and prediction.",
      formula: "(1/W) sum w 2 abs(y - p) / (abs(y) + abs(p)), 0/0 = 0",
      reference: "numpy.average", range: 0...2
    ) { label, prediction in
      let size = label.magnitude + prediction.magnitude
      return size > 0 ? 2 * (label - prediction).magnitude / size : 0
    }
  }
}
