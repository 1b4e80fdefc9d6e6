import Kernels

/// Makes a model of what a file says, and checks it on the way.
struct CatBoostModelBuilder {
  private let contents: CatBoostContents
  private let options: ModelOptions
  private let tests: CatBoostSplits
  private let rounds: Int

  /// The most outputs that a model may have; each takes a column of scores.
  static let outputLimit = Limits.Models.outputs
  /// The most features; each takes a column of the table.
  private static let featureLimit = Limits.Models.features

  init(_ contents: CatBoostContents, options: ModelOptions) throws(ModelError) {
    self.contents = contents
    self.options = options
    guard contents.biases.count <= CatBoostModelBuilder.outputLimit else {
      throw .tooLarge(
        what: "the number of outputs", limit: "\(CatBoostModelBuilder.outputLimit)")
    }
    let featureCount = contents.floatFeatures.count + contents.categoricalFeatures.count
    guard featureCount <= CatBoostModelBuilder.featureLimit else {
      throw .tooLarge(
        what: "the number of features", limit: "\(CatBoostModelBuilder.featureLimit)")
    }
    rounds = try CatBoostModelBuilder.rounds(of: contents.trees.count, options)
    try CatBoostModelBuilder.check(contents)
    tests = try CatBoostSplits(contents, trees: contents.trees.prefix(rounds))
  }

  func model(format: String) throws(ModelError) -> BoostedModel {
    let outputs = contents.biases.count
    var builder = TreeEnsembleBuilder(
      featureCount: tests.inputCount, outputCount: outputs, comparison: .lessOrEqual,
      precision: .float32Inputs, categoryRule: .lightgbm)
    builder.scale = contents.scale
    builder.biases = contents.biases
    let sets = try tests.addSets(to: &builder)
    for (index, tree) in contents.trees.prefix(rounds).enumerated() {
      let converted = try CatBoostTreeConverter(tests: tests, sets: sets, index: index)
        .converted(tree, outputCount: outputs)
      try builder.append(converted, output: outputs == 1 ? 0 : -1)
    }
    let ensemble = try builder.build()
    let (features, areNamed) = try self.features()
    let binding = try FeatureBinding(
      features: features, areNamed: areNamed, options: options, refusesUnknown: false)
    let preparation = try CatBoostPreparation(
      contents, tests: tests, binding: binding, options: options)
    let facts = [("rounds used", "\(rounds) of \(contents.trees.count)")]
    var description = ModelDescription(
      format: format, producer: contents.producer,
      task: contents.loss.task(outputCount: outputs),
      objective: contents.loss.name.isEmpty ? "custom" : contents.loss.name,
      features: preparation.telling(binding.features), namesFeatures: areNamed,
      classNames: try classNames(),
      facts: facts + EnsembleShape(of: ensemble).facts)
    if let threshold = contents.threshold, let names = description.classNames, names.count == 2 {
      description.decision = DecisionThreshold(
        value: threshold, className: names[1], isProbability: true)
    }
    return BoostedModel(
      description: description, booster: .trees(CompiledEnsemble(ensemble)), link: contents.loss,
      preparation: preparation)
  }

  /// A file holds no best iteration: the library keeps the trees up to it and no more.
  private static func rounds(of total: Int, _ options: ModelOptions) throws(ModelError) -> Int {
    guard case .first(let count) = options.rounds else { return total }
    guard count >= 1, count <= total else {
      throw .badOption(
        option: "rounds", problem: "asks for \(count) rounds; the model has \(total)")
    }
    return count
  }

  /// Names for the classes that the model's outputs stand for.
  private func classNames() throws(ModelError) -> [String]? {
    guard let names = contents.classNames else { return nil }
    let outputs = contents.biases.count
    switch contents.loss.task(outputCount: outputs) {
    case .binary where names.count == 2: return names
    case .multiclass(let count) where names.count == count: return names
    case .regression, .ranking: return nil
    case .binary, .multiclass:
      throw .malformed(
        place: "class_params", problem: "names \(names.count) classes for \(outputs) outputs")
    }
  }

  /// The features in order of the training table's columns.
  private func features() throws(ModelError) -> ([Feature], areNamed: Bool) {
    let numbers = contents.floatFeatures.map { ($0.position, $0.name, Feature.Kind.numeric) }
    let texts = contents.categoricalFeatures.map { ($0.position, $0.name, Feature.Kind.text) }
    let ordered = (numbers + texts).sorted { $0.0 < $1.0 }
    let areNamed = ordered.contains { !$0.1.isEmpty && $0.1 != "\($0.0)" }
    let names = ordered.map { areNamed && !$0.1.isEmpty ? $0.1 : "f\($0.0)" }
    guard Set(ordered.map(\.0)).count == ordered.count, ordered.first?.0 ?? 0 >= 0 else {
      throw .malformed(place: "features", problem: "two have the same column")
    }
    guard Set(names).count == names.count else {
      throw .malformed(place: "features", problem: "two have the same name")
    }
    return (zip(names, ordered).map { Feature(name: $0, kind: $1.2) }, areNamed)
  }

  private static func check(_ contents: CatBoostContents) throws(ModelError) {
    let (floats, categories) = (contents.floatFeatures.count, contents.categoricalFeatures.count)
    func expect(_ index: Int, below count: Int, _ place: String) throws(ModelError) {
      guard index >= 0, index < count else {
        throw .malformed(place: place, problem: "names feature \(index) of \(count)")
      }
    }
    guard contents.scale.isFinite, !contents.biases.isEmpty,
      contents.biases.allSatisfy(\.isFinite)
    else {
      throw .malformed(place: "scale_and_bias", problem: "must be finite numbers")
    }
    for feature in contents.oneHotFeatures {
      try expect(feature.feature, below: categories, "a one-hot feature")
    }
    for source in contents.statistics.map(\.source) {
      for feature in source.categories { try expect(feature, below: categories, "a CTR") }
      for test in source.categoryTests { try expect(test.feature, below: categories, "a CTR") }
      for test in source.floatTests { try expect(test.feature, below: floats, "a CTR") }
    }
  }
}
