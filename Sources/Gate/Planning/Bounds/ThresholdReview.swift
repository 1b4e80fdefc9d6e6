internal import Findings

/// What `min` and `max` come to, by the range of the number.
struct ThresholdReview {
  let range: NumberRange
  /// `'min: 90' of 'performance/recall'`
  let subject: String
  let condition: Condition
  /// Whether an interval may end at the very end of the range.
  let canBeExact: Bool

  private var isMinimum: Bool { condition.kind == .min }
  private var value: Double { condition.bound.value }
  /// Where every number is on the right side, and where none but one is.
  private var easy: Double { isMinimum ? range.low : range.high }
  private var hard: Double { isMinimum ? range.high : range.low }

  func remark() -> (weight: BoundRemark.Weight, message: String)? {
    if isMinimum ? value < range.low : value > range.high {
      return (.error, "\(subject) can never fail: \(range.sentence)\(hint)")
    }
    if isMinimum ? value > range.high : value < range.low {
      return (.error, "\(subject) can never hold: \(range.sentence)\(hint)")
    }
    if value == easy { return (.edge, "\(subject) can never fail: \(range.sentence)") }
    if value == hard, condition.judge == .interval, !canBeExact {
      return (
        .edge,
        "\(subject) can hardly ever hold: \(range.sentence), and no number of rows has an interval that "
          + "ends there; 'judge: point' asks for the number alone"
      )
    }
    if condition.bound.unit != .absolute, range.hasOwnUnit {
      return (
        .wide,
        "\(subject) is \(range.text(value)): \(range.name) is no share, so 'pp' and '%' are hundredths of "
          + "its own unit"
      )
    }
    return nil
  }

  /// A number in per cent was probably meant.
  private var hint: String {
    guard condition.bound.unit == .absolute, range.limits.contains(value / 100), value != 0 else {
      return ""
    }
    return "; '\(condition.bound.text)%' may be meant"
  }
}
