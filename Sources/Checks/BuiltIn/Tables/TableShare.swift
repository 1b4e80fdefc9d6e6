internal import Findings
internal import Kernels
internal import Statistics

/// A share of the evaluation rows beside the same share of the reference rows, for checks of tables.
struct TableShare {
  let evaluation: Value
  /// Nil where there are no reference rows.
  let reference: Value?
  let alpha: Double

  /// Evaluation less reference. The two tables are different rows: limits from the two intervals (MOVER),
  /// which is Newcombe's interval where rows count one by one.
  var difference: Difference? {
    guard let new = evaluation.estimate, let old = reference?.estimate, let low = new.low,
      let high = new.high, let oldLow = old.low, let oldHigh = old.high
    else { return nil }
    let limits = RecoveredVariance(
      first: new.value, ofFirst: Interval(low: low, high: high), second: old.value,
      ofSecond: Interval(low: oldLow, high: oldHigh)
    ).difference
    return Difference(
      value: new.value - old.value, low: limits.low, high: limits.high,
      method: "Newcombe interval of independent samples")
  }

  /// The share as a measurement of a rate that should be low.
  func measurement(feature: String, detail: [String: JSONValue] = [:]) -> Measurement {
    var measurement = Measurement(
      subject: .init(feature: feature), direction: .lower, unit: "rate", candidate: evaluation,
      baseline: reference, difference: difference, detail: detail)
    measurement.counterpart = .reference
    return measurement
  }
}
