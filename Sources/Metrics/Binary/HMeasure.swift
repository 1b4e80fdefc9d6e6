import Findings
import Statistics

extension Metric<BinaryOutcomes> {
  /// The share of the trivial classifier's loss that the scores save, averaged over costs.
  ///
  /// ROC AUC averages over costs that depend on the model; here they are the same for every model:
  /// the cost of a false positive follows a Beta distribution with its mode at the share of positive
  /// rows (Hand and Anagnostopoulos, "A better Beta for the H measure", 2014). The loss is that of the
  /// best threshold at each cost, so only the convex hull of the ROC curve counts. Costs
  /// and hull move with the sample, so the interval is a bootstrap's.
  package static var hMeasure: Metric {
    Metric(
      id: "h_measure", name: "H measure", direction: .higher, unit: "",
      summary: "The share of the trivial loss that the scores save, over a distribution of costs.",
      formula: "1 - int min_t [c N/S FPR(t) + (1 - c) P/S (1 - TPR(t))] dB(c) / that of no model, "
        + "B = Beta(2, 1 + N/P)",
      reference: "hmeasure.h_score", range: 0...1, interval: .bootstrap,
      sees: .order,
      resampling: .ranked { $0.positiveMass > 0 && $0.negativeMass > 0 ? hMeasure(of: $0) : nil }
    ) { outcomes in
      .of { () throws(Undefined) in
        let groups = try ScoreGroups(outcomes)
        return MetricValue(
          value: hMeasure(of: groups.masses), rows: groups.rows,
          limitingRows: min(groups.positiveRows, groups.negativeRows),
          limitingGroups: groups.classes, influence: [])
      }
    }
  }

  /// Both classes must have weight.
  private static func hMeasure(of masses: GroupMasses) -> Double {
    let costs = CostDistribution(masses)
    let hull = masses.hull
    var (loss, upper) = (0.0, 1.0)
    for (index, point) in hull.enumerated() {
      // Below the cost at which the next point of the hull becomes the better one.
      let lower = index + 1 < hull.count ? costs.border(point, hull[index + 1]) : 0
      loss += costs.loss(at: point, from: lower, to: upper)
      upper = lower
    }
    let border = costs.border(ROCPoint(0, 0), ROCPoint(1, 1))
    let trivial =
      costs.loss(at: ROCPoint(1, 1), from: 0, to: border)
      + costs.loss(at: ROCPoint(0, 0), from: border, to: 1)
    // Rounding may leave a scoreless model just below 0.
    return max(0, 1 - loss / trivial)
  }
}

/// A point of a ROC curve.
private struct ROCPoint {
  let falseRate: Double
  let trueRate: Double

  init(_ falseRate: Double, _ trueRate: Double) {
    (self.falseRate, self.trueRate) = (falseRate, trueRate)
  }
}

/// The distribution of the cost of a false positive, a false negative costing 1 minus that.
private struct CostDistribution {
  let positiveShare: Double
  let negativeShare: Double
  private let a = 2.0
  private let b: Double

  init(_ groups: GroupMasses) {
    positiveShare = groups.positiveMass / groups.mass
    negativeShare = groups.negativeMass / groups.mass
    b = 1 + groups.negativeMass / groups.positiveMass
  }

  /// The cost above which `first` is better than `second`, which lies right of it.
  func border(_ first: ROCPoint, _ second: ROCPoint) -> Double {
    let gain = positiveShare * (second.trueRate - first.trueRate)
    return gain / (gain + negativeShare * (second.falseRate - first.falseRate))
  }

  /// The loss at one threshold, over the costs between two.
  func loss(at point: ROCPoint, from low: Double, to high: Double) -> Double {
    let falsePositives =
      a / (a + b) * (Beta.cumulative(high, a + 1, b) - Beta.cumulative(low, a + 1, b))
    let falseNegatives =
      b / (a + b) * (Beta.cumulative(high, a, b + 1) - Beta.cumulative(low, a, b + 1))
    return negativeShare * point.falseRate * falsePositives
      + positiveShare * (1 - point.trueRate) * falseNegatives
  }
}

extension GroupMasses {
  /// The upper convex hull of the ROC curve, from (0, 0) to (1, 1), in that order.
  fileprivate var hull: [ROCPoint] {
    var hull = [ROCPoint(0, 0)]
    for g in 0..<count {
      let point = ROCPoint(negatives[g] / negativeMass, positives[g] / positiveMass)
      while hull.count > 1, !turnsRight(hull[hull.count - 2], hull[hull.count - 1], point) {
        hull.removeLast()
      }
      hull.append(point)
    }
    return hull
  }

  private func turnsRight(_ first: ROCPoint, _ second: ROCPoint, _ third: ROCPoint) -> Bool {
    (second.falseRate - first.falseRate) * (third.trueRate - first.trueRate)
      < (second.trueRate - first.trueRate) * (third.falseRate - first.falseRate)
  }
}
