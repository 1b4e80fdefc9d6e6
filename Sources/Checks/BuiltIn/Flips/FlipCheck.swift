internal import Findings
internal import Metrics
internal import Statistics

/// How two models differ row by row: two models of equal accuracy can be right on different rows, and
/// users notice what used to work.
struct FlipCheck: Check {
  let measure: FlipMeasure
  /// See ``FlipTable/init(candidate:baseline:tolerance:)``.
  let tolerance: Double

  typealias Inputs = (models: (Outcomes, Outcomes), identity: RowIdentity)

  var demand: Demand<(models: (Outcomes, Outcomes), identity: RowIdentity)> {
    Demand.both(
      Demand<(Outcomes, Outcomes)>.both(.outcomes(.candidate), .outcomes(.baseline)),
      .rowIdentity(hasKeys: false)
    ).map { models, identity in (models: models, identity: identity) }
  }

  func measure(
    _ inputs: (models: (Outcomes, Outcomes), identity: RowIdentity), settings: MeasureSettings
  ) -> [Measurement] {
    guard
      let table = FlipTable(
        candidate: inputs.models.0, baseline: inputs.models.1, tolerance: tolerance)
    else { return [] }
    func value(_ measure: FlipMeasure) -> Value {
      let outcomes = measure == .churn ? table.differences : table.rightness
      return measure.metric.estimate(
        of: measure.metric.evaluate(outcomes), sample: outcomes.sample(inputs.identity),
        alpha: settings.alpha)
    }
    var detail: [String: JSONValue] = [
      "negative_flips": .number(table.count(isRight: false)),
      "positive_flips": .number(table.count(isRight: true)),
    ]
    if let rate = value(.positiveFlips).estimate?.value {
      detail["positive_flip_rate"] = .number(rate)
    }
    var measured = value(measure)
    if measure == .relativeNegativeFlips, let none = measured.estimate, none.value == 0 {
      measured = withoutFlips(none, table, rate: value(.negativeFlips))
    }
    // What was never right cannot break. Of regression, rows that got better are no right ones either.
    if measure == .negativeFlips, case .undefined(let reason) = value(.backwardTrustCompatibility) {
      if case .regression = inputs.models.0 {} else { measured = .undefined(reason) }
    }
    return [
      Measurement(
        direction: measure.direction, unit: measure.unit, candidate: measured, detail: detail)
    ]
  }

  /// A ratio of 0 has no logarithm; its upper limit is that of the rate by what chance would give.
  private func withoutFlips(_ none: Estimate, _ table: FlipTable, rate: Value) -> Value {
    let accuracy = Metric<BinaryOutcomes>.prevalence.evaluate(table.rightness)
    let correct = Metric<BinaryOutcomes>.selectionRate.evaluate(table.rightness)
    guard case .defined(let was) = accuracy, case .defined(let isRight) = correct,
      let high = rate.estimate?.high
    else { return .number(none) }
    return .number(
      Estimate(
        value: 0, low: 0, high: high / (was.value * (1 - isRight.value)), rows: none.rows))
  }
}

extension FlipCheck {
  /// Every measure for the tasks that have it.
  static let kinds: [CheckKind] = FlipMeasure.allCases.flatMap { measure in
    [TaskKind.binary, .multiclass, .regression]
      .filter { $0 != .regression || !measure.needsRight }.map { kind(measure, $0) }
  }

  private static func kind(_ measure: FlipMeasure, _ task: TaskKind) -> CheckKind {
    let options = [
      CheckOption(
        name: "tau",
        summary: "how much a row's prediction or error must change to count, in the "
          + "label's unit", exampleText: "1")
    ]
    let isRegression = task == .regression
    return CheckKind(
      id: measure.rawValue, title: measure.title,
      summary: measure.summary(isRegression: isRegression),
      formula: measure.formula(isRegression: isRegression),
      reference: measure.reference(isRegression: isRegression),
      direction: measure.direction, unit: measure.unit, task: task,
      options: isRegression ? options : [], baseline: .measured,
      example: measure == .positiveFlips ? "min: 1%" : nil, limits: measure.metric.range,
      make: { reader throws(OptionError) in
        FlipCheck(
          measure: measure,
          tolerance: isRegression ? try reader.number("tau", in: 0...1e300) : 0)
      })
  }
}
