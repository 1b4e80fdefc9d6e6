internal import Explanations
internal import Findings
internal import Kernels
internal import Models
internal import Statistics

/// Whether the candidate's scores move with a feature in the declared direction: the share of rows and
/// neighbouring values at which they move the other way.
///
/// Of trees every threshold is tried, and where the splits themselves are ordered the direction is
/// proved for any row.
struct MonotoneCheck: Check {
  let directions: [(feature: String, direction: Monotonicity.Direction)]
  /// The most rows, chosen by the hash of their keys; nil takes all.
  let rows: Int?

  typealias Inputs = (candidate: Scorable, baseline: Scorable?)

  var demand: Demand<(candidate: Scorable, baseline: Scorable?)> {
    Demand.both(.scorable(.candidate), .ifGiven(.scorable(.baseline))).map {
      (candidate: $0, baseline: $1)
    }
  }

  func measure(
    _ inputs: (candidate: Scorable, baseline: Scorable?), settings: MeasureSettings
  ) -> [Measurement] {
    directions.map { feature, direction in
      let own = answer(inputs.candidate, feature, direction, settings)
      return Measurement(
        subject: .init(feature: feature), direction: .lower, unit: "rate", candidate: own.value,
        baseline: inputs.baseline.map { answer($0, feature, direction, settings).value },
        detail: own.detail)
    }
  }

  private func answer(
    _ model: Scorable, _ feature: String, _ direction: Monotonicity.Direction,
    _ settings: MeasureSettings
  ) -> (value: Value, detail: [String: JSONValue]) {
    var detail: [String: JSONValue] = ["expected": .string(direction.rawValue)]
    if model.hidden.contains(feature) {
      detail["note"] = .string("no model of the gate gets to see '\(feature)'")
      return (.number(Estimate(value: 0, low: 0, high: 0, rows: model.rows.rowCount)), detail)
    }
    let part = model.sampled(rows: rows, seed: settings.seed)
    guard part.rows.rowCount > 0 else { return (.undefined("there are no rows"), detail) }
    let found: Monotonicity
    do throws(ExplanationError) {
      found = try Monotonicity(
        of: part.rows, feature: feature, direction, parallel: settings.parallel,
        scores: part.single)
    } catch {
      return (.undefined(error.description), detail)
    }
    detail["evidence"] = .string(found.evidence.rawValue)
    detail["values_tried"] = .number(Double(found.pairCount))
    detail["max_violation"] = .number(found.maximum)
    detail["rows_affected"] = .number(Double(found.violations.count { $0 > 0 }))
    detail["note"] = .string(MonotoneCheck.note(found, feature, direction))
    return (value(found, part.weights, alpha: settings.alpha), detail)
  }

  private func value(_ found: Monotonicity, _ weights: [Double]?, alpha: Double) -> Value {
    let rows = found.violations.count
    if found.evidence == .structure {
      return .number(Estimate(value: 0, low: 0, high: 0, rows: rows))
    }
    let total = weights.map { $0.reduce(0, +) } ?? Double(rows)
    let squares = weights.map { $0.reduce(0) { $0 + $1 * $1 } } ?? Double(rows)
    guard total > 0 else { return .undefined("there are no rows") }
    let sum = found.violations.enumerated().reduce(0) {
      $0 + (weights?[$1.offset] ?? 1) * $1.element
    }
    let share = min(1, sum / total)
    // A mean of shares varies no more than a share of rows does, so Wilson's limits hold.
    let limits = ProportionInterval.wilson(
      share: share, count: total * total / squares, alpha: alpha)
    return .number(Estimate(value: share, low: limits.low, high: limits.high, rows: rows))
  }

  private static func note(
    _ found: Monotonicity, _ feature: String, _ direction: Monotonicity.Direction
  ) -> String {
    func text(_ number: Double) -> String { NumberStyle.ascii.short(number) }
    guard let worst = found.worst else {
      return switch found.evidence {
      case .structure:
        "proved: every split on '\(feature)' in every tree is \(direction.rawValue)"
      case .thresholds:
        "no row's score moves the wrong way at any of the trees' thresholds of '\(feature)'"
      case .grid: "no row's score moves the wrong way between the values tried of '\(feature)'"
      }
    }
    return "the score goes from \(text(worst.scoreBelow)) to \(text(worst.scoreAbove)) where "
      + "'\(feature)' rises past \(text(worst.value)), expected is \(direction.rawValue)"
  }
}

extension MonotoneCheck {
  /// The tasks whose answer is one number.
  static let tasks: [TaskKind] = [.binary, .regression, .ranking]

  static func kind(_ task: TaskKind) -> CheckKind {
    CheckKind(
      id: "monotone", title: "Monotone features",
      summary: "How often scores move with a feature against the declared direction.",
      formula:
        "mean over rows of #(neighbouring values v < w with s (f(w) - f(v)) < 0) / #(neighbouring "
        + "values); of trees, values are the thresholds of all splits on the feature",
      reference: "numpy.diff of sklearn.inspection.partial_dependence(kind='individual')",
      direction: .lower, unit: "rate", task: task,
      options: [
        CheckOption(
          name: "increasing", shape: .columns, summary: "features with which scores must not fall",
          defaultText: "none", exampleText: "[income]"),
        CheckOption(
          name: "decreasing", shape: .columns, summary: "features with which scores must not rise",
          defaultText: "none", exampleText: "[debt]"),
        CheckOption(
          name: "rows", shape: .countOrAll, summary: "how many rows, chosen by their hash",
          defaultText: "20000", exampleText: "all"),
      ],
      baseline: .comparedWithoutInterval, defaultJudge: .interval, takesSlices: false,
      make: { reader throws(OptionError) in
        let rising = try reader.texts("increasing") ?? []
        let falling = try reader.texts("decreasing") ?? []
        guard !rising.isEmpty || !falling.isEmpty else {
          throw OptionError(
            line: nil, column: nil, message: "lacks the options 'increasing' and 'decreasing'")
        }
        if let both = rising.first(where: falling.contains) {
          throw OptionError(
            line: nil, column: nil,
            message: "names '\(both)' in both 'increasing' and 'decreasing'")
        }
        let rows: Int? =
          switch try reader.countOrAll("rows") {
          case nil: ImportanceRequest.defaultRows
          case .all: nil
          case .count(let count): count
          }
        return MonotoneCheck(
          directions: rising.map { ($0, .increasing) } + falling.map { ($0, .decreasing) },
          rows: rows)
      })
  }
}
