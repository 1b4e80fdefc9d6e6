internal import Findings

/// What the margin of a comparison comes to, by the range of the number: how far two numbers can be apart.
struct MarginReview {
  let range: NumberRange
  let direction: Direction
  /// `'max_regression: 5' of 'performance/recall'`
  let subject: String
  let condition: Condition
  /// Whether doubt is what a margin of 0 leaves.
  let mustHold: Bool

  private var bound: Bound { condition.bound }

  /// What a margin beyond everything does: an improvement can then never be shown, a loss never be too large.
  private var fate: String {
    condition.kind == .minImprovement ? "can never hold" : "can never fail"
  }

  func remark() -> (weight: BoundRemark.Weight, message: String)? {
    if bound.value == 0 {
      guard mustHold, condition.kind != .minImprovement else { return nil }
      return (
        .zero,
        "\(subject) can be shown for models that are alike on every row alone; a margin above 0, or "
          + "'prove: harm', lets it hold"
      )
    }
    return bound.unit == .percent ? relative() : absolute()
  }

  private func absolute() -> (weight: BoundRemark.Weight, message: String)? {
    let apart =
      "\(range.sentence), so no two numbers of it are further apart than \(range.text(range.width))"
    if bound.value > range.width { return (.error, "\(subject) \(fate): \(apart)\(hint)") }
    if bound.value == range.width { return (.wide, "\(subject) \(fate): \(apart)\(hint)") }
    if bound.value >= range.width / 2 {
      return (.wide, "\(subject) is half of all that can be, or more: \(apart)\(hint)")
    }
    // What has no limits has a usual size: of R2, of a loss in nats.
    let isHuge = bound.value >= 1 && (range.high == 1 || range.unit == "nats")
    if isHuge {
      return (.wide, "\(subject) is wide: \(range.sentence)\(hint)")
    }
    if bound.unit == .points, range.hasOwnUnit {
      return (
        .wide,
        "\(subject) is \(range.text(bound.value)): \(range.name) is no share, so 'pp' are hundredths of its "
          + "own unit"
      )
    }
    return nil
  }

  /// Of the reference's value, which is never below 0 for most numbers: none can fall by more than all of it.
  private func relative() -> (weight: BoundRemark.Weight, message: String)? {
    let falls = direction == (condition.kind == .minImprovement ? .lower : .higher)
    guard falls, range.low >= 0 else {
      guard bound.value >= 1 else { return nil }
      return (.wide, "\(subject) is as much as the whole of the \(reference)'s value")
    }
    let apart =
      "\(range.name) is never below \(range.text(range.low)), so it cannot fall by more than all of the "
      + "\(reference)'s value"
    if bound.value > 1 { return (.error, "\(subject) \(fate): \(apart)") }
    if bound.value == 1 { return (.edge, "\(subject) \(fate): \(apart)") }
    return bound.value >= 0.5
      ? (.wide, "\(subject) is half of the \(reference)'s value or more") : nil
  }

  private var reference: String { condition.kind.reference }

  /// Percentage points or percent were probably meant.
  private var hint: String {
    guard bound.unit == .absolute else { return "" }
    return "; '\(bound.text)pp' or '\(bound.text)%' may be meant"
  }
}
