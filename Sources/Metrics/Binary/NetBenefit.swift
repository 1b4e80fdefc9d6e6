import Findings

extension Metric<BinaryOutcomes> {
  /// The net benefit of acting on the decisions, in true positives a row (Vickers and Elkin, 2006).
  ///
  /// False positives are worth the odds of the outcomes' own threshold, which must be a probability
  /// below 1; not in the catalogue, because it is meaningful only for such thresholds.
  package static var netBenefit: Metric {
    Metric(
      id: "net_benefit", name: "net benefit", direction: .higher, unit: "",
      summary: "True positives less false positives at the odds of the threshold, a row.",
      formula: "TP/S - FP/S t/(1 - t)", reference: "dcurves",
      range: -Double.infinity...1, interval: .normal, sees: .order
    ) { outcomes in
      .of { () throws(Undefined) in
        let threshold = outcomes.threshold
        guard outcomes.scoresAreProbabilities else { throw .margins }
        guard threshold >= 0, threshold < 1 else {
          throw Undefined("the threshold is not a probability below 1")
        }
        let confusion = BinaryConfusion(outcomes)
        guard confusion.rows(.all) > 0 else { throw .noRows }
        let odds = threshold / (1 - threshold)
        let number =
          (confusion[.truePositives] - odds * confusion[.falsePositives]) / confusion[.all]
        return confusion.value(of: number, outcomes: outcomes, rows: .all, limits: [.all])
      }
    }
  }

  /// The mean cost of a row.
  package static func expectedCost(
    truePositive: Double, falsePositive: Double, falseNegative: Double, trueNegative: Double
  ) -> Metric {
    .ofCells(
      id: "expected_cost", name: "expected cost", direction: .lower, unit: "",
      summary: "The mean cost of a row, with a cost for each cell of the confusion matrix.",
      formula: "(c_TP TP + c_FP FP + c_FN FN + c_TN TN) / S", reference: "numpy.average",
      range: -Double.infinity...Double.infinity, interval: .normal
    ) { confusion in
      let costs =
        truePositive * confusion[.truePositives] + falsePositive * confusion[.falsePositives]
        + falseNegative * confusion[.falseNegatives] + trueNegative * confusion[.trueNegatives]
      return costs / confusion[.all]
    }
  }
}
