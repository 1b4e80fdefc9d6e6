/// Reads `decision:`.
enum DecisionReader {
  static func read(_ root: inout MappingReader) -> DecisionRule {
    var rule = DecisionRule()
    guard let node = root.node("decision") else { return rule }
    var reader = MappingReader(node, keys: ConfigurationKeys.decision, section: "decision")
    let cost = cost(&reader)
    if let place = reader.node("threshold"), let text = reader.text("threshold") {
      switch DecisionRule.threshold(text, cost: cost) {
      case .success(let threshold):
        (rule.threshold, rule.text, rule.place) = (threshold, text, place.place)
      case .failure(let problem): reader.fail(place, problem.message) as Void?
      }
    }
    if let text = reader.choice("tune_on", of: DecisionRule.TuneOn.allCases.map(\.rawValue)),
      let tuneOn = DecisionRule.TuneOn(rawValue: text)
    {
      rule.tuneOn = tuneOn
      if let place = reader.node("tune_on") {
        switch rule.threshold {
        case .tuned: break
        default: reader.fail(place, "'tune_on' is for a threshold that is tuned") as Void?
        }
      }
    }
    root.add(reader.finish())
    return rule
  }

  private static func cost(
    _ decision: inout MappingReader
  ) -> (falsePositive: Double, falseNegative: Double)? {
    guard let node = decision.node("cost") else { return nil }
    var reader = MappingReader(node, keys: ConfigurationKeys.cost, section: "cost")
    let falsePositive = reader.number("false_positive", in: 0...1e12)
    let falseNegative = reader.number("false_negative", in: 0...1e12)
    if let falsePositive, let falseNegative, falsePositive + falseNegative == 0 {
      reader.fail(node, "one of the costs must be more than 0") as Void?
    }
    decision.add(reader.finish())
    guard let falsePositive, let falseNegative else { return nil }
    return (falsePositive, falseNegative)
  }
}
