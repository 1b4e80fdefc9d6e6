internal import Findings

/// How two models differ row by row: two models of equal accuracy can be right on different rows, and
/// users notice what used to work.
struct FlipCheck: Check {
  let measure: FlipMeasure
  /// See ``FlipCounts/init(candidate:baseline:tolerance:)``.
  let tolerance: Double

  typealias Inputs = (candidate: Outcomes, baseline: Outcomes)

  var demand: Demand<(candidate: Outcomes, baseline: Outcomes)> {
    Demand.both(.outcomes(.candidate), .outcomes(.baseline)).map { (candidate, baseline) in
      (candidate: candidate, baseline: baseline)
    }
  }

  func measure(
    _ inputs: (candidate: Outcomes, baseline: Outcomes), settings: MeasureSettings
  ) -> [Measurement] {
    guard
      let counts = FlipCounts(
        candidate: inputs.candidate, baseline: inputs.baseline, tolerance: tolerance)
    else { return [] }
    let value: Value =
      counts.all.rows == 0
      ? .undefined("there are no rows") : measure.value(counts, alpha: settings.alpha)
    var detail: [String: JSONValue] = [
      "negative_flips": .number(Double(counts.onlyBaseline.rows)),
      "positive_flips": .number(Double(counts.onlyCandidate.rows)),
    ]
    if counts.all.rows > 0 {
      detail["positive_flip_rate"] = .number(counts.onlyCandidate.weight / counts.all.weight)
    }
    return [
      Measurement(
        direction: measure.direction, unit: measure.unit, candidate: value, detail: detail)
    ]
  }
}

extension FlipCheck {
  /// Every measure for the tasks that have it.
  static let kinds: [CheckKind] = FlipMeasure.allCases.flatMap { measure in
    measure.tasks.map { kind(measure, $0) }
  }

  private static func kind(_ measure: FlipMeasure, _ task: TaskKind) -> CheckKind {
    let options = [
      CheckOption(
        name: "tau",
        summary: "how much a row's prediction or error must change to count, in the "
          + "label's unit", exampleText: "1")
    ]
    return CheckKind(
      id: measure.rawValue, title: measure.title, summary: measure.summary(task),
      formula: measure.formula(task), reference: measure.reference(task),
      direction: measure.direction, unit: measure.unit, task: task,
      options: task == .regression ? options : [], baseline: .measured,
      make: { reader throws(OptionError) in
        FlipCheck(
          measure: measure,
          tolerance: task == .regression ? try reader.number("tau", in: 0...1e300) : 0)
      })
  }
}
