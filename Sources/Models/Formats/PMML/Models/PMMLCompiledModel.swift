/// A model with all that belongs to it: derived fields in front, targets and outputs behind.
struct PMMLCompiledModel: Sendable {
  let kind: String
  let function: PMMLModelContext.Function
  let targetName: String?
  let targetType: PMMLFieldType
  let classes: PMMLClasses
  var scorer: any PMMLScorer
  var steps: [PMMLStep]
  let targets: PMMLTargets
  /// Output fields that somebody asked for, in order.
  var outputs: [PMMLOutput] = []

  /// Scores a block and fills the places of the outputs.
  func result(_ frame: PMMLFrame) -> PMMLResult {
    frame.run(steps)
    var result = scorer.score(frame)
    targets.apply(to: &result)
    for output in outputs { frame[output.place] = output.cells(of: result, in: frame) }
    return result
  }
}

extension PMMLModelContext {
  /// Compiles a model element with its own derived fields, schema and targets.
  ///
  /// - Parameter outer: The fields that the model sees.
  static func compile(
    _ element: PMMLElement, _ kind: PMMLModelCatalog.Kind, scope: PMMLScope
  ) throws(ModelError) -> (PMMLCompiledModel, PMMLModelContext) {
    let context = try PMMLModelContext(element, scope: scope)
    try scope.declare(derivedIn: element.child("LocalTransformations"))
    let (scorer, classes) = try kind.compile(context)
    let model = PMMLCompiledModel(
      kind: kind.name, function: context.function, targetName: context.target?.name,
      targetType: context.target?.type ?? (context.function == .regression ? .number : .text),
      classes: classes, scorer: scorer, steps: scope.steps,
      targets: try PMMLTargets(context, classes: classes))
    return (model, context)
  }
}
