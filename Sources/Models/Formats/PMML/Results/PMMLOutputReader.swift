/// Compiles a model's output fields when somebody asks for one: the next model of a chain, or who
/// wants to see them all.
final class PMMLOutputReader {
  private let model: PMMLCompiledModel
  private let scope: PMMLScope
  private var elements: [String: PMMLElement] = [:]
  private(set) var names: [String] = []
  private var fields: [String: PMMLField] = [:]
  private var open: Set<String> = []
  private(set) var outputs: [PMMLOutput] = []
  /// How many of the scope's columns stand among the outputs already.
  private var stepCount = 0

  /// - Parameter scope: The fields that the model sees, for expressions over inputs and outputs.
  init(_ model: PMMLCompiledModel, _ context: PMMLModelContext) throws(ModelError) {
    self.model = model
    scope = PMMLScope(context.compiler, parent: context.scope)
    for element in context.element.child("Output")?.children("OutputField") ?? [] {
      let name = try element.required("name")
      // Some writers repeat an output; the first counts.
      guard elements[name] == nil else { continue }
      elements[name] = element
      names.append(name)
    }
    scope.outside = { [weak self] name throws(ModelError) in try self?.field(name) }
  }

  /// The output of that name as a field; nil if the model has none.
  func field(_ name: String) throws(ModelError) -> PMMLField? {
    if let field = fields[name] { return field }
    guard let element = elements[name], !open.contains(name) else { return nil }
    open.insert(name)
    defer { open.remove(name) }
    let (feature, natural) = try feature(element)
    let type = try PMMLFieldType.declared(by: element, fallback: natural)
    if case .expression(let expression) = feature {
      let cast = PMMLCast.to(type, expression)
      // Columns that the expression needs come first; outputs that it reads have taken theirs already.
      for step in scope.steps.dropFirst(stepCount) { append(step) }
      stepCount = scope.steps.count
      return try append(name, type, .expression(cast), element)
    }
    return try append(name, natural.isNumber && type.isNumber ? type : natural, feature, element)
  }

  private func append(_ step: PMMLStep) {
    outputs.append(
      PMMLOutput(
        name: "", place: step.place, type: step.expression.type,
        feature: .expression(step.expression), target: nil))
  }

  private func append(
    _ name: String, _ type: PMMLFieldType, _ feature: PMMLOutput.Feature, _ element: PMMLElement
  ) throws(ModelError) -> PMMLField {
    let place = try scope.compiler.newPlace(type, at: element)
    let target = element["targetField"].flatMap { $0 == model.targetName ? nil : $0 }
    outputs.append(
      PMMLOutput(name: name, place: place, type: type, feature: feature, target: target))
    let field = PMMLField(name: name, place: place, type: type)
    fields[name] = field
    return field
  }

  private enum Word: String, CaseIterable {
    case predictedValue, predictedDisplayValue, transformedValue, decision, probability, affinity
    case confidence, entityId, clusterId, entityAffinity, clusterAffinity, reasonCode, residual
    case standardError, standardDeviation, warning, ruleValue, report
  }

  private func feature(
    _ element: PMMLElement
  ) throws(ModelError) -> (PMMLOutput.Feature, PMMLFieldType) {
    guard element["segmentId"] == nil else {
      throw element.unsupported("an OutputField about a segment (segmentId)")
    }
    // Without a feature, an expression says what the output is.
    let hasExpression = element.children.contains { $0.name != "Value" && $0.name != "Decisions" }
    let fallback: Word = hasExpression ? .transformedValue : .predictedValue
    let word: Word = try element.choice("feature", default: fallback)
    let rank = try element.number("rank").flatMap { Int(exactly: $0) } ?? 1
    guard rank >= 1, rank <= 1_000_000 else { throw element.malformed("a rank begins at 1") }
    switch word {
    case .predictedValue: return try prediction(element)
    case .predictedDisplayValue: return try display(element)
    case .transformedValue, .decision:
      let expression = try scope.expression(in: element)
      return (.expression(expression), expression.type)
    case .probability: return (.probability(class: try position(element)), .number)
    case .confidence: return (.confidence(class: try position(element)), .number)
    case .affinity, .entityAffinity, .clusterAffinity:
      return (.affinity(index: try position(element)), .number)
    case .entityId, .clusterId: return (.entity(rank: rank - 1), .text)
    case .reasonCode: return (.reasonCode(rank: rank - 1), .text)
    case .residual, .standardError, .standardDeviation, .warning, .ruleValue, .report:
      throw element.unsupported("an OutputField of the feature '\(word.rawValue)'")
    }
  }

  private func prediction(
    _ element: PMMLElement
  ) throws(ModelError) -> (PMMLOutput.Feature, PMMLFieldType) {
    if let target = element["targetField"], target != model.targetName,
      let type = scope.compiler.dataFields[target]?.type
    {
      // The values of a further target are codes of texts already.
      return (.prediction(nil), type)
    }
    if model.classes.count > 0 { return (.prediction(model.classes.cells), model.targetType) }
    return (.prediction(nil), model.targetType.isNumber ? model.targetType : .number)
  }

  private func display(
    _ element: PMMLElement
  ) throws(ModelError) -> (PMMLOutput.Feature, PMMLFieldType) {
    let field = model.targetName.flatMap { scope.compiler.dataFields[$0] }
    let codes = model.classes.texts.map { text in
      let index = field?.valueTexts.firstIndex(of: text)
      let shown = index.flatMap { field?.displayTexts[$0] } ?? text
      return Double(scope.compiler.symbols.code(of: shown))
    }
    return (.display(codes), .text)
  }

  /// The class or cluster that an output's value names; nil for the winner.
  private func position(_ element: PMMLElement) throws(ModelError) -> Int? {
    guard let text = element["value"] else { return nil }
    if let index = model.classes[text] { return index }
    // "1" and "1.0" are one class of a numeric target.
    if !model.targetType.isText, let cell = model.targetType.cell(of: text),
      let index = model.classes.cells.firstIndex(of: cell)
    {
      return index
    }
    let isKnown = model.targetName.flatMap { scope.compiler.dataFields[$0] }?.valueTexts
      .contains(text)
    // A class of the dictionary that the model never predicts.
    if isKnown == true { return Int.max }
    throw element.malformed("'\(text)' is no class of the model")
  }
}
