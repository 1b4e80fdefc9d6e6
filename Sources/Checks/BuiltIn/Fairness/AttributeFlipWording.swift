internal import Findings
internal import Metrics

/// What a flip test says beside its number: what the answers would be if every row had the same value, and
/// which two values disagree most.
struct AttributeFlipWording {
  let answer: AttributeFlip.Answer
  let attribute: String
  let answers: CounterfactualAnswers

  private var style: NumberStyle { .ascii }

  func tell(in measurement: inout Measurement) {
    measurement.detail["evidence"] = .string(evidence)
    switch answers.evidence {
    case .hidden:
      measurement.detail["note"] = .string("no model of the gate gets to see '\(attribute)'")
    case .unread:
      measurement.detail["note"] = .string(
        "the model does not read '\(attribute)', so no answer depends on it")
    case .scored:
      measurement.detail["values"] = .array(values)
      guard let estimate = measurement.candidate.estimate else { return }
      measurement.statement = statement(estimate.value)
      guard let worst else { return }
      measurement.detail["worst_pair"] = .object([
        "values": .array([.string(label(worst.first)), .string(label(worst.second))]),
        "value": .number(worst.value),
      ])
    }
  }

  private var evidence: String {
    switch answers.evidence {
    case .hidden: "no model sees the column"
    case .unread: "the model file"
    case .scored: "scores with each value"
    }
  }

  private func label(_ place: Int) -> String { answers.values[place].label }

  /// By value, the share that is called positive, or the mean score; nil for several classes.
  private var levels: [Double]? {
    let numbers = answers.outcomes.compactMap { outcomes -> [Double]? in
      switch outcomes {
      case .binary(let rows) where answer == .decision: rows.decisions.map(Double.init)
      case .binary, .regression: outcomes.singleScores
      case .multiclass, .ranking: nil
      }
    }
    return numbers.isEmpty ? nil : numbers.map(answers.mean)
  }

  private var values: [JSONValue] {
    let levels = levels
    let name = answer == .decision ? "selection_rate" : "mean_score"
    return answers.values.indices.map { place in
      var fields: [String: JSONValue] = ["value": .string(label(place))]
      if let levels { fields[name] = .number(levels[place]) }
      return .object(fields)
    }
  }

  /// The two values whose answers differ most, the first of equal pairs.
  private var worst: (first: Int, second: Int, value: Double)? {
    var worst: (first: Int, second: Int, value: Double)?
    let scores = answer == .score ? answers.outcomes.map(\.singleScores) : []
    for second in answers.outcomes.indices {
      for first in 0..<second {
        let numbers =
          answer == .score
          ? zip(scores[first], scores[second]).map { ($0 - $1).magnitude }
          : answers.outcomes[first].differing(from: answers.outcomes[second]).map(Double.init)
        let value = answers.mean(numbers)
        if value > worst?.value ?? 0 { worst = (first, second, value) }
      }
    }
    return worst
  }

  /// `0.6% of rows are decided otherwise with another 'sex': 30.4% are called positive as Female, 31% as
  /// Male`.
  private func statement(_ value: Double) -> String {
    let isFlip = answer == .decision
    guard value > 0 else {
      return isFlip
        ? "no row is decided otherwise with another '\(attribute)'"
        : "no score moves with '\(attribute)'"
    }
    let main =
      isFlip
      ? "\(style.percent(value)) of rows are decided otherwise with another '\(attribute)'"
      : "scores move by \(style.short(value)) on average with '\(attribute)'"
    guard let levels, let low = levels.indices.min(by: { levels[$0] < levels[$1] }),
      let high = levels.indices.max(by: { levels[$0] < levels[$1] }), levels[low] < levels[high]
    else {
      return worst.map {
        "\(main), most of all between \(label($0.first)) and \(label($0.second))"
      } ?? main
    }
    return isFlip
      ? "\(main): \(style.percent(levels[low])) are called positive as \(label(low)), "
        + "\(style.percent(levels[high])) as \(label(high))"
      : "\(main): their mean is \(style.short(levels[low])) as \(label(low)), "
        + "\(style.short(levels[high])) as \(label(high))"
  }
}
