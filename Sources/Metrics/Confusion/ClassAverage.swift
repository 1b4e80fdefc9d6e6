import Findings
import Kernels

/// How one number a class becomes one number.
package enum ClassAverage: String, Sendable {
  /// The mean over classes, each counting the same.
  case macro
  /// The counts of all classes pooled: for single labels the accuracy, whatever the metric.
  case micro
  /// The mean over classes by the weight of their rows.
  case weighted
}

/// A ratio of counts of one class: weight called right over a mix of the two margins.
///
/// Recall has `actual` 1, precision `predicted` 1, F1 one half of each.
struct ClassRatio: Sendable {
  let actual: Double
  let predicted: Double
  /// Why a class has no value, after "class 'c'".
  let absence: String
  /// Whether a class without a denominator is left out, where it else counts 0.
  var skipsAbsent = false

  /// The average over the classes that have rows or predictions; the others are left out and named.
  ///
  /// One of them without a denominator counts 0, as in scikit-learn: a model that stops predicting a class must
  /// not gain by it, and all ratios are averaged over the same classes.
  func average(
    _ kind: ClassAverage, _ outcomes: MulticlassOutcomes
  ) throws(Undefined) -> MetricValue {
    let confusion = try MulticlassConfusion(outcomes)
    guard kind != .micro else { return confusion.accuracyValue(outcomes) }
    let all = confusion.classes.indices
    let counting = all.map { k in
      actual * Double(confusion.actualRows[k]) + predicted * Double(confusion.predictedRows[k]) > 0
    }
    let known = all.filter { k in
      counting[k]
        || !skipsAbsent && confusion.actualRows[k] + confusion.predictedRows[k] > 0
    }
    let shares = known.map { kind == .macro ? 1 : confusion.actual[$0] }
    let sum = Sums.unordered(shares)
    guard sum > 0 else { throw Undefined("no class has any \(absence)") }
    let values = known.map { k in
      counting[k] ? confusion.right[k] / denominator(confusion, k) : 0
    }
    let value = Sums.unordered(count: known.count) { shares[$0] * values[$0] } / sum
    var slopes = ConfusionSlopes(classes: confusion.classes.count)
    for (place, k) in known.enumerated() {
      if counting[k] {
        let scale = shares[place] / sum / denominator(confusion, k)
        slopes.right[k] += scale
        slopes.actual[k] -= scale * values[place] * actual
        slopes.predicted[k] -= scale * values[place] * predicted
      }
      if kind == .weighted { slopes.actual[k] += (values[place] - value) / sum }
    }
    let limits = known.map { max(1, max(confusion.actualRows[$0], confusion.predictedRows[$0])) }
    return confusion.value(
      value, slopes: slopes, outcomes: outcomes, limits: limits,
      notes: all.filter { !counting[$0] }.map { k in
        known.contains(k)
          ? "class '\(confusion.classes[k])' has no \(absence) and counts 0"
          : "class '\(confusion.classes[k])' has no "
            + "\(skipsAbsent ? absence : "rows or predictions") and is left out of the mean"
      })
  }

  private func denominator(_ confusion: MulticlassConfusion, _ k: Int) -> Double {
    actual * confusion.actual[k] + predicted * confusion.predicted[k]
  }
}

extension MulticlassConfusion {
  /// The accuracy with the influence of each row.
  func accuracyValue(_ outcomes: MulticlassOutcomes) -> MetricValue {
    var slopes = ConfusionSlopes(classes: classes.count)
    for k in classes.indices { slopes.right[k] = 1 / total }
    slopes.addTotal(-accuracy / total)
    return value(accuracy, slopes: slopes, outcomes: outcomes)
  }
}

extension MulticlassOutcomes {
  /// 1 where the row's class is called, 0 elsewhere.
  var rightCalls: [UInt8] { labels.indices.map { labels[$0] == decisions[$0] ? 1 : 0 } }
}

extension Metric<MulticlassOutcomes> {
  /// A metric of decisions.
  static func ofConfusion(
    id: String, name: String, direction: Direction, unit: String = "rate", summary: String,
    formula: String,
    reference: String, range: ClosedRange<Double> = 0...1, interval: IntervalKind = .unitLogit,
    hits: (@Sendable (MulticlassOutcomes) -> [UInt8])? = nil,
    _ value: @escaping @Sendable (MulticlassOutcomes) throws(Undefined) -> MetricValue
  ) -> Metric {
    Metric(
      id: id, name: name, direction: direction, unit: unit,
      summary: summary, formula: formula, reference: reference, range: range, interval: interval,
      hits: hits
    ) { outcomes in .of { () throws(Undefined) in try value(outcomes) } }
  }
}
