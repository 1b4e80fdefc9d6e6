internal import Findings
internal import Kernels
internal import Metrics
internal import Models
internal import Statistics
internal import Tabular

/// Whether a model answers otherwise once a sensitive attribute is another and all else as it is: the test
/// of direct use of the attribute (the "flip test" of counterfactual fairness, without a causal model of
/// what else would differ).
///
/// Every row is scored with each of the attribute's values. A row counts where its answers are not all
/// alike: of two values that is the disagreement of the two, of more it is one share with one interval,
/// where the worst of many pairs would need corrected ones. Rows without a value are set to each like any
/// other.
struct AttributeFlip: Check {
  /// What of the answers is compared.
  enum Answer: Sendable { case decision, score }

  let answer: Answer
  let attributes: [String]
  /// The values that the entry names; nil takes those that are there.
  let values: [String]?
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
    return attributes.map { attribute in
      let wanted = Result { () throws(Unavailable) in
        try setting(attribute, in: inputs.candidate, inputs.baseline)
      }
      let own = answers(candidate, attribute, wanted, settings)
      let other = baseline.map { answers($0, attribute, wanted, settings) }
      var measurement = compared(own, other, candidate, settings)
      measurement.subject.feature = attribute
      if case .success(let answers) = own {
        AttributeFlipWording(answer: answer, attribute: attribute, answers: answers)
          .tell(in: &measurement)
      }
      return measurement
    }
  }

  /// The values to set, from all rows: a sample might lack one. Nil for a column that no model sees.
  private func setting(
    _ attribute: String, in candidate: Scorable, _ baseline: Scorable?
  ) throws(Unavailable) -> CounterfactualValues? {
    let models = [candidate, baseline].compactMap { $0 }
    guard let model = models.first(where: { $0.rows.table[attribute] != nil }),
      let column = model.rows.table[attribute]
    else {
      guard candidate.hidden.contains(attribute) else {
        let hint =
          Suggestion.clause(attribute, among: candidate.rows.table.names + candidate.hidden)
        throw Unavailable(reason: "the data have no column '\(attribute)'\(hint)", isAbsent: false)
      }
      return nil
    }
    return try CounterfactualValues(of: column, weights: model.weights, named: values)
  }

  private func answers(
    _ model: Scorable, _ attribute: String, _ values: Result<CounterfactualValues?, Unavailable>,
    _ settings: MeasureSettings
  ) -> Result<CounterfactualAnswers, Unavailable> {
    Result { () throws(Unavailable) in
      // What is not read needs no value to be set to.
      if let proved = CounterfactualAnswers(unreadBy: model, attribute) { return proved }
      guard let values = try values.get() else {
        throw Unavailable(reason: "the data have no column '\(attribute)'", isAbsent: false)
      }
      return try CounterfactualAnswers(
        of: model, attribute: attribute, values: values, parallel: settings.parallel)
    }
  }

  private func compared(
    _ own: Result<CounterfactualAnswers, Unavailable>,
    _ other: Result<CounterfactualAnswers, Unavailable>?, _ model: Scorable,
    _ settings: MeasureSettings
  ) -> Measurement {
    let comparison = MetricComparison(
      alpha: settings.alpha, seed: settings.seed, identity: model.identity,
      parallel: settings.parallel)
    let unit = answer == .decision ? "rate" : model.outcomes.isRegression ? "label" : ""
    let numbers = try? own.get()
    let others = other.flatMap { try? $0.get() }
    var measured = Measurement(direction: .lower, unit: unit, candidate: .undefined(""))
    if let numbers {
      let result =
        answer == .decision
        ? comparison.measure(
          .attributeFlip, candidate: model.depending(numbers.flips),
          baseline: others.map { model.depending($0.flips) })
        : comparison.measure(
          .attributeScoreChange, candidate: model.moving(numbers.moves),
          baseline: others.map { model.moving($0.moves) })
      measured.candidate = exact(result.candidate, numbers)
      measured.baseline = result.baseline.map { value in
        others.map { exact(value, $0) } ?? value
      }
      // Two models that no row can move do not differ on other rows either.
      let areProved = numbers.evidence != .scored && others.map { $0.evidence != .scored } ?? false
      measured.difference = areProved ? .identical : result.difference
    } else if case .failure(let problem) = own {
      measured.candidate = .undefined(problem.reason)
    }
    if case .failure(let problem)? = other { measured.baseline = .undefined(problem.reason) }
    return measured
  }

  /// What no row can depend on has no error of sampling.
  private func exact(_ value: Value, _ answers: CounterfactualAnswers) -> Value {
    guard answers.evidence != .scored, case .number(let estimate) = value else { return value }
    return .number(Estimate(value: 0, low: 0, high: 0, rows: estimate.rows))
  }
}

extension Outcomes {
  fileprivate var isRegression: Bool { if case .regression = self { true } else { false } }
}

extension AttributeFlip {
  static let kinds: [CheckKind] =
    [kind(.decision, .binary), kind(.decision, .multiclass), kind(.score, .binary)]
    + [kind(.score, .regression)]

  private static func kind(_ answer: Answer, _ task: TaskKind) -> CheckKind {
    let flip = Metric<BinaryOutcomes>.attributeFlip
    let change = Metric<RegressionOutcomes>.attributeScoreChange
    let isFlip = answer == .decision
    return CheckKind(
      id: isFlip ? flip.id : change.id,
      title: isFlip ? "Attribute flip rate" : "Score change with an attribute",
      summary: (isFlip ? flip.summary : change.summary)
        + " Exactly 0 where the model file proves that the attribute is not read.",
      formula: isFlip ? flip.formula : change.formula,
      reference: isFlip ? flip.reference : change.reference, direction: .lower,
      unit: isFlip ? "rate" : task == .regression ? "label" : "", task: task,
      options: [
        CheckOption(
          name: "attributes", shape: .columns,
          summary: "the sensitive columns, one finding each", exampleText: "[sex]"),
        CheckOption(
          name: "values", shape: .texts,
          summary: "the values to compare; of numbers any, of texts those that are there",
          defaultText: "all (of more than 20 numbers ten quantiles)",
          exampleText: "[Female, Male]"),
        CheckOption(
          name: "rows", shape: .countOrAll, summary: "how many rows, chosen by their hash",
          defaultText: "20000", exampleText: "all"),
      ],
      baseline: .compared(isFlip ? flip.comparisonMethod : change.comparisonMethod),
      defaultJudge: .interval, takesSlices: false, example: "max: 0.01",
      limits: isFlip ? flip.range : change.range, canBeExact: true,
      make: { reader throws(OptionError) in
        guard let attributes = try reader.texts("attributes") else {
          throw OptionError(line: nil, column: nil, message: "lacks the option 'attributes'")
        }
        let values = try reader.texts("values")
        guard values?.count != 1 else {
          throw OptionError(
            line: nil, column: nil, message: "'values' must name two values or more to compare")
        }
        return AttributeFlip(
          answer: answer, attributes: attributes, values: values, rows: try reader.rowLimit())
      })
  }
}
