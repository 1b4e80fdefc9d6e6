import Findings

/// One condition as a picture: the estimate with its interval on an axis, the bound, and the side of
/// the bound that is not allowed.
struct IntervalPlot {
  struct Mark {
    let value: Double
    let label: String
  }

  var value: Double
  var low: Double?
  var high: Double?
  /// What the estimate is compared with: no difference, or the baseline's value.
  var origin: Mark?
  var bounds: [Mark]
  /// Whether values below (above) the first (last) bound violate the condition.
  var forbidsBelow: Bool
  var forbidsAbove: Bool

  /// Nil where there is no number to draw.
  init?(_ judged: JudgedCondition, of measurement: Measurement, style: NumberStyle) {
    let condition = judged.condition
    let unit = measurement.unit
    if condition.kind.isComparison {
      guard let difference = measurement.difference else { return nil }
      let margin = condition.bound.margin(baseline: measurement.baseline?.estimate?.value)
      let worse: Double = measurement.direction == .lower ? 1 : -1
      (value, low, high) = (difference.value, difference.low, difference.high)
      origin = Mark(value: 0, label: "no difference")
      func mark(_ value: Double) -> Mark {
        let sign = value < 0 ? "\u{2212}" : (value > 0 ? "+" : "")
        return Mark(value: value, label: sign + style.margin(value.magnitude, unit: unit))
      }
      switch condition.kind {
      case .maxRegression, .maxCreep: bounds = [mark(worse * margin)]
      case .minImprovement: bounds = [mark(-worse * margin)]
      case .maxChange: bounds = [mark(-margin), mark(margin)]
      case .min, .max: return nil
      }
      forbidsBelow = condition.kind == .maxChange || worse < 0
      forbidsAbove = condition.kind == .maxChange || worse > 0
    } else {
      guard let estimate = measurement.candidate.estimate else { return nil }
      (value, low, high) = (estimate.value, estimate.low, estimate.high)
      origin = measurement.baseline?.estimate.map { Mark(value: $0.value, label: "baseline") }
      let word = condition.kind == .min ? "min" : "max"
      bounds = [
        Mark(
          value: condition.bound.value,
          label: "\(word) \(VisibleText.line(condition.bound.text, limit: 12))")
      ]
      forbidsBelow = condition.kind == .min
      forbidsAbove = condition.kind == .max
    }
  }

  func drawing(id: String, outcome: Outcome, title: String, description: String) -> String {
    let (width, height, middle) = (320.0, 66.0, 34.0)
    let shown =
      [value, low ?? value, high ?? value] + bounds.map(\.value) + [origin?.value ?? value]
    let axis = Axis(showing: shown, from: 8, to: width - 8, room: 0.16)
    return SVG(
      id: id, width: width, height: height, kind: "interval is-\(outcome.rawValue)", title: title,
      description: description
    ) { svg in
      if forbidsBelow, let bound = bounds.first {
        svg.rectangle(
          "forbidden", x: axis.start, y: 18, width: axis.place(bound.value) - axis.start, height: 32
        )
      }
      if forbidsAbove, let bound = bounds.last {
        let start = axis.place(bound.value)
        svg.rectangle("forbidden", x: start, y: 18, width: axis.end - start, height: 32)
      }
      svg.line("axis", axis.start, middle, axis.end, middle)
      if let origin {
        let x = axis.place(origin.value)
        svg.line("origin", x, 18, x, 50)
        svg.label("note", origin.label, x: x, y: 62, anchor: Self.anchor(x, width))
      }
      for bound in bounds {
        let x = axis.place(bound.value)
        svg.line("bound", x, 16, x, 50)
        svg.label("note strong", bound.label, x: x, y: 11, anchor: Self.anchor(x, width))
      }
      if let low, let high {
        svg.whisker("whisker", from: axis.place(low), to: axis.place(high), y: middle, end: 5)
      }
      svg.circle("estimate", x: axis.place(value), y: middle, radius: 5)
    }.text
  }

  /// Labels near an edge grow away from it.
  private static func anchor(_ x: Double, _ width: Double) -> String {
    x < 56 ? "start" : (x > width - 56 ? "end" : "middle")
  }
}

extension Bound {
  /// The margin in the metric's own unit.
  fileprivate func margin(baseline: Double?) -> Double {
    switch unit {
    case .absolute, .points: value
    case .percent: value * (baseline?.magnitude ?? 1)
    }
  }
}
