/// Reads `learner.gradient_booster`: gbtree, dart (both layouts) and gblinear.
struct XGBoostBooster {
  let booster: Booster
  /// The names of categories, where the file has them, by feature.
  let categories: XGBoostCategories?
  /// The features that trees test for categories.
  let categoricalFeatures: Set<Int>
  let facts: [(name: String, value: String)]

  init(
    _ learner: DocumentNode, parameters: XGBoostParameters, options: ModelOptions
  ) throws(ModelError) {
    let node = try learner.member("gradient_booster")
    let name = try node.member("name")
    switch try name.string() {
    case "gbtree":
      let model = try node.member("model")
      try self.init(
        trees: model, weights: model.optional("weight_drop"), kind: "gbtree",
        attributes: learner.optional("attributes"), parameters: parameters, options: options)
    case "dart":
      try self.init(
        trees: node.member("gbtree").member("model"), weights: node.optional("weight_drop"),
        kind: "dart", attributes: learner.optional("attributes"), parameters: parameters,
        options: options)
    case "gblinear":
      try self.init(linear: node.member("model"), parameters: parameters, options: options)
    case let other: throw name.malformed("is '\(other)'; gbtree, dart or gblinear is expected")
    }
  }

  private init(
    trees model: DocumentNode, weights: DocumentNode?, kind: String, attributes: DocumentNode?,
    parameters: XGBoostParameters, options: ModelOptions
  ) throws(ModelError) {
    let trees = try model.member("trees").elements()
    if let stated = try model.optional("gbtree_model_param")?.optional("num_trees") {
      let count = try stated.integer()
      guard count == trees.count else {
        throw stated.malformed("is \(count), the file holds \(trees.count) trees")
      }
    }
    let groupNode = try model.member("tree_info")
    let groups = try XGBoostBooster.groups(groupNode, trees: trees.count, parameters)
    let starts = try XGBoostRounds.starts(of: model, treeGroups: groups)
    let rounds = try XGBoostRounds(starts: starts, attributes: attributes, options: options)
    let dropWeights = try weights?.floats() ?? []
    if let weights, !dropWeights.isEmpty, dropWeights.count != trees.count {
      throw weights.malformed("holds \(dropWeights.count) weights for \(trees.count) trees")
    }
    var builder = TreeEnsembleBuilder(
      featureCount: parameters.featureCount, outputCount: parameters.outputCount,
      comparison: .less, precision: .float32, categoryRule: .xgboost)
    builder.baseScores = parameters.baseMargins.map(Double.init)
    var words = 0
    var categorical: Set<Int> = []
    for (index, node) in trees.enumerated() {
      let tree = try XGBoostTree(node, outputCount: parameters.outputCount)
      let weight = dropWeights.indices.contains(index) ? dropWeights[index] : 1
      let converted = try tree.converted(into: &builder, weight: weight, words: &words)
      for split in converted.nodes where split.categorySet >= 0 {
        categorical.insert(Int(split.feature))
      }
      guard index < rounds.treeCount else { continue }
      try builder.append(converted, output: tree.leafWidth > 1 ? -1 : groups[index])
    }
    let ensemble = try builder.build()
    booster = .trees(CompiledEnsemble(ensemble))
    categoricalFeatures = categorical
    categories = try XGBoostCategories(
      of: model, featureCount: parameters.featureCount, version: parameters.version)
    facts =
      [("booster", kind), ("rounds used", rounds.fact)] + EnsembleShape(of: ensemble).facts
  }

  private static func groups(
    _ node: DocumentNode, trees: Int, _ parameters: XGBoostParameters
  ) throws(ModelError) -> [Int] {
    let groups = try trees == 0 ? [] : node.integers(count: trees)
    for (tree, group) in groups.enumerated() where group < 0 || group >= parameters.outputCount {
      throw .malformed(
        place: "\(node.path)[\(tree)]",
        problem: "is \(group), the model has \(parameters.outputCount) outputs")
    }
    return groups
  }

  private init(
    linear model: DocumentNode, parameters: XGBoostParameters, options: ModelOptions
  ) throws(ModelError) {
    if case .first = options.rounds {
      throw .badOption(option: "rounds", problem: "cannot be chosen for a linear booster")
    }
    let (features, outputs) = (parameters.featureCount, parameters.outputCount)
    let node = try model.member("weights")
    let flat = try node.floats(count: (features + 1) * outputs)
    if let bad = flat.first(where: { !$0.isFinite }) {
      throw node.malformed("holds \(bad), which is not a finite number")
    }
    // The library starts every output from the first base score, even when there are several.
    let base = parameters.baseMargins.first ?? 0
    booster = .linear(
      LinearBooster(
        weights: (0..<features).map { Array(flat[$0 * outputs..<($0 + 1) * outputs]) },
        starts: (0..<outputs).map { flat[features * outputs + $0] + base }))
    categories = nil
    categoricalFeatures = []
    facts = [("booster", "gblinear"), ("coefficients", "\(flat.count)")]
  }
}
