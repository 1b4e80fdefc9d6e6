internal import Checks
internal import Findings

/// The limits of a check's numbers, as sentences need them.
struct NumberRange: Sendable {
  /// The check's id.
  let name: String
  let unit: String
  let limits: ClosedRange<Double>

  init(name: String, unit: String, limits: ClosedRange<Double>) {
    (self.name, self.unit, self.limits) = (name, unit, limits)
  }

  /// As the options of the entry leave it.
  init(_ entry: PlannedEntry) {
    self.init(
      name: entry.kind.id, unit: entry.kind.unit, limits: entry.check.limits ?? entry.kind.range)
  }

  var low: Double { limits.lowerBound }
  var high: Double { limits.upperBound }
  /// The largest difference of two numbers; infinite where there is none.
  var width: Double { high - low }

  /// `recall is from 0 to 1`
  var sentence: String {
    if low.isFinite, high.isFinite { return "\(name) is from \(text(low)) to \(text(high))" }
    if low.isFinite { return "\(name) is never below \(text(low))" }
    return high.isFinite ? "\(name) is never above \(text(high))" : "\(name) has no limits"
  }

  /// Whether it is counted in something that hundredths of 1 are not: the label's unit, nats.
  var hasOwnUnit: Bool { unit == "label" || unit == "nats" }

  func text(_ number: Double) -> String { NumberStyle.ascii.short(number) }
}
