/// Compiles a document: its first model, with the inputs that it reads.
struct PMMLReader {
  private let document: PMMLDocument
  private let compiler: PMMLCompiler
  private let options: ModelOptions

  /// The model in the bytes of a document.
  static func model(
    in bytes: [UInt8], options: ModelOptions
  ) throws(ModelError) -> any Model {
    let reader = try PMMLReader(bytes, options)
    let model = try reader.interpreted(withOutputs: false)
    return reader.forest(of: model) ?? model
  }

  /// The model as it is interpreted, with all output fields that the document asks for.
  static func interpreted(
    _ bytes: [UInt8], options: ModelOptions = ModelOptions()
  ) throws(ModelError) -> PMMLModel {
    try PMMLReader(bytes, options).interpreted(withOutputs: true)
  }

  private init(_ bytes: [UInt8], _ options: ModelOptions) throws(ModelError) {
    document = try PMMLDocumentReader.read(bytes, options.limits)
    self.options = options
    guard document.root.name == "PMML" else {
      throw .malformed(
        place: "line \(document.root.line)",
        problem: "the document is a '\(document.root.name)', not a PMML")
    }
    guard options.rounds == .automatic || options.rounds == .all else {
      throw .badOption(option: "rounds", problem: "has no meaning for a PMML model")
    }
    guard options.categories.isEmpty else {
      throw .badOption(
        option: "categories", problem: "is not for PMML models, which name their own categories")
    }
    try PMMLStatedCounts.check(document)
    compiler = try PMMLCompiler(document, options.limits)
  }

  private func interpreted(withOutputs: Bool) throws(ModelError) -> PMMLModel {
    let (element, kind) = try PMMLModelCatalog.model(in: document.root)
    let root = PMMLScope(compiler, parent: nil)
    try root.declare(derivedIn: document.root.child("TransformationDictionary"))
    let inputs = try inputs(element, root)
    let scope = PMMLScope(compiler, parent: root)
    var (model, context) = try PMMLModelContext.compile(element, kind, scope: scope)
    if withOutputs {
      let reader = try PMMLOutputReader(model, context)
      for name in reader.names {
        do throws(ModelError) {
          _ = try reader.field(name)
        } catch .unsupported {
          // Nobody needs it for a score.
          continue
        }
      }
      model.outputs = reader.outputs
    }
    model.steps = scope.allSteps
    return PMMLModel(
      description: PMMLDescription.of(
        document, model, inputs, derived: compiler.derivedCount, engine: "interpreter"),
      compiled: model, preparation: PMMLPreparation(inputs: inputs, symbols: compiler.symbols),
      placeCount: compiler.placeCount, placeLines: compiler.placeLines, block: compiler.blockSize)
  }

  /// The model as an ensemble of trees for the fast engine, where it is one and that is exact.
  private func forest(of model: PMMLModel) -> PMMLForest? {
    let compiled = model.compiled
    guard let plan = PMMLForestPlan.of(compiled, placeCount: compiler.placeCount),
      let (ensemble, places, isTotal) = PMMLForestBuilder.build(plan, types: compiler.types),
      plan.computes(places, from: model)
    else { return nil }
    var interpreter = model
    // Trees are kept once, unless some rows need the interpreter.
    if isTotal { interpreter.compiled.scorer = PMMLNothing() }
    let facts = EnsembleShape(of: ensemble).facts
    return PMMLForest(
      description: PMMLDescription.of(
        document, compiled, model.preparation.inputs, derived: compiler.derivedCount,
        engine: isTotal ? "tree ensemble" : "tree ensemble, missing values interpreted",
        facts: facts),
      trees: CompiledEnsemble(ensemble), places: places, steps: plan.steps, tail: plan.tail,
      interpreter: interpreter, isTotal: isTotal)
  }

  /// The active fields of the outermost schema, each with a place.
  private func inputs(
    _ element: PMMLElement, _ root: PMMLScope
  ) throws(ModelError) -> [PMMLInput] {
    var inputs: [PMMLInput] = []
    var seen: Set<String> = []
    let targetName = element["targetFieldName"] ?? element["targetVariableName"]
    for field in try element.requiredChild("MiningSchema").children("MiningField") {
      let name = try field.required("name")
      guard seen.insert(name).inserted else {
        throw field.malformed("the MiningField '\(name)' stands in the schema twice")
      }
      let data = compiler.dataFields[name]
      let mining = try PMMLMiningField(field, type: data?.type, &compiler.symbols)
      guard mining.usage == .active, name != targetName else { continue }
      guard let data else {
        throw field.malformed("the MiningField '\(name)' is not in the DataDictionary")
      }
      let place = try compiler.newPlace(data.type, at: field)
      inputs.append(
        PMMLInput(
          data: data, mining: mining, place: place,
          invalidIsMissing: options.unknownCategories == .missing))
      root.declare(PMMLField(name: name, place: place, type: data.type, values: data.values))
    }
    return inputs
  }
}
