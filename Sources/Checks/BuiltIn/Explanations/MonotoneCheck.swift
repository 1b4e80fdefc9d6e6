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
    .models
  }

  func measure(
    _ inputs: (candidate: Scorable, baseline: Scorable?), settings: MeasureSettings
  ) -> [Measurement] {
    let candidate = inputs.candidate.sampled(rows: rows, seed: settings.seed)
    let baseline = inputs.baseline?.sampled(rows: rows, seed: settings.seed)
    let sample = RowSample(
      weights: candidate.weights, meaning: candidate.weightMeaning, identity: candidate.identity)
    return directions.map { feature, direction in
      let own = answer(candidate, feature, direction, settings)
      let other = baseline.map { answer($0, feature, direction, settings) }
      return Measurement(
        subject: .init(feature: feature), direction: .lower, unit: "rate", candidate: own.value,
        baseline: other?.value,
        difference: other.flatMap { own.difference(to: $0, sample, alpha: settings.alpha) },
        detail: own.detail)
    }
  }

  /// What one model's rows say about one feature.
  private struct Answer {
    let value: Value
    let detail: [String: JSONValue]
    /// By row; empty where the value needs none.
    var violations: [Double] = []

    /// This model's rate less the other's, paired by row.
    func difference(to other: Answer, _ sample: RowSample, alpha: Double) -> Difference? {
      guard let own = value.estimate?.value, let base = other.value.estimate?.value,
        violations.count == other.violations.count, !violations.isEmpty
      else { return nil }
      let paired = PairedDifference(
        value: own - base, candidate: violations.map { $0 - own },
        baseline: other.violations.map { $0 - base }, sample: sample, rows: violations.count,
        countsHeavyTails: true)
      let limits = paired.interval(alpha: alpha)
      return Difference(
        value: paired.value, low: limits?.low, high: limits?.high,
        standardError: paired.standardError, p: paired.p, degrees: paired.degrees,
        method: "paired influence function")
    }
  }

  private func answer(
    _ part: Scorable, _ feature: String, _ direction: Monotonicity.Direction,
    _ settings: MeasureSettings
  ) -> Answer {
    var detail: [String: JSONValue] = ["expected": .string(direction.rawValue)]
    if part.hidden.contains(feature) {
      detail["note"] = .string("no model of the gate gets to see '\(feature)'")
      return Answer(
        value: .number(Estimate(value: 0, low: 0, high: 0, rows: part.rows.rowCount)),
        detail: detail)
    }
    guard part.rows.rowCount > 0 else {
      return Answer(value: .undefined("there are no rows"), detail: detail)
    }
    let found: Monotonicity
    do throws(ExplanationError) {
      found = try Monotonicity(
        of: part.rows, feature: feature, direction, parallel: settings.parallel,
        scores: part.single)
    } catch {
      return Answer(value: .undefined(error.description), detail: detail)
    }
    // Trees without a threshold do not read the feature, but a grid of one value tries nothing.
    guard found.pairCount > 0 || found.evidence != .grid else {
      return Answer(
        value: .undefined("all rows have one value of '\(feature)', so there is no other to try"),
        detail: detail)
    }
    detail["evidence"] = .string(found.evidence.rawValue)
    detail["values_tried"] = .number(Double(found.pairCount))
    detail["max_violation"] = .number(found.maximum)
    detail["rows_affected"] = .number(Double(found.violations.count { $0 > 0 }))
    detail["note"] = .string(MonotoneCheck.note(found, feature, direction))
    return Answer(
      value: value(found, part.weights, alpha: settings.alpha), detail: detail,
      violations: found.violations)
  }

  private func value(_ found: Monotonicity, _ weights: [Double]?, alpha: Double) -> Value {
    let rows = found.violations.count
    if found.evidence == .structure {
      return .number(Estimate(value: 0, low: 0, high: 0, rows: rows))
    }
    let total = weights.map(Sums.unordered) ?? Double(rows)
    let squares =
      weights.map { weights in
        Sums.unordered(count: rows) { weights[$0] * weights[$0] }
      } ?? Double(rows)
    guard total > 0 else { return .undefined("there are no rows") }
    let sum = Sums.unordered(count: rows) { (weights?[$0] ?? 1) * found.violations[$0] }
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
      baseline: .compared("paired influence function"), defaultJudge: .interval, takesSlices: false,
      example: "increasing: [income], max: 0.01", canBeExact: true,
      make: { reader throws(OptionError) in
        let rising = try reader.texts("increasing") ?? []
        let falling = try reader.texts("decreasing") ?? []
        guard !rising.isEmpty || !falling.isEmpty else {
          throw OptionError(
            line: nil, column: nil,
            message: "lacks both 'increasing' and 'decreasing'; one of them names features")
        }
        if let both = rising.first(where: falling.contains) {
          throw OptionError(
            line: nil, column: nil,
            message: "names '\(both)' in both 'increasing' and 'decreasing'")
        }
        let rows = try reader.rowLimit()
        let directions =
          rising.map { (feature: $0, direction: Monotonicity.Direction.increasing) }
          + falling.map { (feature: $0, direction: Monotonicity.Direction.decreasing) }
        return MonotoneCheck(directions: directions, rows: rows)
      })
  }
}
