/// Rules that vote for a class (`RuleSetModel`).
struct PMMLRuleSet: PMMLScorer {
  var hasProbabilities: Bool { false }

  enum Selection: String, CaseIterable, Sendable { case weightedSum, weightedMax, firstHit }

  struct Rule: Sendable {
    /// The rule's own predicate and those of the compound rules around it.
    let predicates: [PMMLPredicate]
    /// The index of the class, or the number.
    let score: Double
    let weight: Double
    let confidence: Double
    /// The code of the rule's id; NaN without.
    let id: Double
  }

  let rules: [Rule]
  let selection: Selection
  /// NaN for none.
  let otherwise: Double
  let otherwiseConfidence: Double
  let classCount: Int

  func score(_ frame: PMMLFrame) -> PMMLResult {
    var result = PMMLResult(predictions: frame.constant(otherwise))
    var confidence = frame.constant(otherwiseConfidence)
    var ids = frame.constant(.nan)
    for row in 0..<frame.rowCount {
      guard let (rule, certainty) = winner(frame, row) else { continue }
      result.predictions[row] = rule.score
      confidence[row] = certainty
      ids[row] = rule.id
    }
    result.confidence = confidence
    result.entities = [ids]
    return result
  }

  /// The rule that gives the answer, and how sure it is; nil if none fires.
  private func winner(_ frame: PMMLFrame, _ row: Int) -> (Rule, Double)? {
    let fires: (Rule) -> Bool = { rule in
      rule.predicates.allSatisfy { $0.truth(frame, row) == .yes }
    }
    switch selection {
    case .firstHit: return rules.first(where: fires).map { ($0, $0.confidence) }
    case .weightedMax:
      var best: Rule?
      for rule in rules where fires(rule) && rule.weight > best?.weight ?? -.infinity {
        best = rule
      }
      return best.map { ($0, $0.confidence) }
    case .weightedSum:
      var sums = [Double](repeating: 0, count: classCount)
      var heaviest = [Rule?](repeating: nil, count: classCount)
      var count = 0
      for rule in rules where fires(rule) {
        guard let index = Int(exactly: rule.score), sums.indices.contains(index) else { continue }
        sums[index] += rule.weight
        if rule.weight > heaviest[index]?.weight ?? -.infinity { heaviest[index] = rule }
        count += 1
      }
      var best = 0
      for index in sums.indices where sums[index] > sums[best] { best = index }
      guard count > 0, let rule = heaviest[best] else { return nil }
      return (rule, sums[best] / Double(count))
    }
  }
}

extension PMMLRuleSet {
  static func compile(_ context: PMMLModelContext) throws(ModelError) -> PMMLModelCatalog.Compiled {
    let set = try context.element.requiredChild("RuleSet")
    guard context.function == .classification else {
      throw context.element.malformed("a RuleSetModel is a classification")
    }
    guard let method = set.child("RuleSelectionMethod") else {
      throw set.malformed("the RuleSet has no RuleSelectionMethod")
    }
    var elements: [(element: PMMLElement, predicates: [PMMLPredicate])] = []
    try collect(set, [], context, into: &elements)
    var texts: [String] = []
    for (element, _) in elements { texts.append(try element.required("score")) }
    let classes = try PMMLClasses.of(texts + (set["defaultScore"].map { [$0] } ?? []), context)
    var rules: [Rule] = []
    for (element, predicates) in elements {
      let id = element["id"].map { Double(context.compiler.symbols.code(of: $0)) }
      rules.append(
        Rule(
          predicates: predicates, score: Double(classes[try element.required("score")] ?? 0),
          weight: try element.number("weight") ?? 1,
          confidence: try element.number("confidence") ?? 1, id: id ?? .nan))
    }
    return (
      PMMLRuleSet(
        rules: rules, selection: try method.choice("criterion", default: nil),
        otherwise: set["defaultScore"].flatMap { classes[$0] }.map(Double.init) ?? .nan,
        otherwiseConfidence: try set.number("defaultConfidence") ?? .nan,
        classCount: classes.count), classes
    )
  }

  /// The simple rules in document order, each with the predicates of the rules around it.
  private static func collect(
    _ element: PMMLElement, _ outer: [PMMLPredicate], _ context: PMMLModelContext,
    into rules: inout [(element: PMMLElement, predicates: [PMMLPredicate])]
  ) throws(ModelError) {
    for child in element.children {
      switch child.name {
      case "SimpleRule":
        rules.append((child, outer + [try context.scope.predicate(in: child)]))
      case "CompoundRule":
        let own = try context.scope.predicate(in: child)
        try collect(child, outer + [own], context, into: &rules)
      default: continue
      }
    }
  }
}
