import Kernels
import Tabular

/// Finds a scikit-learn model's columns in a table and takes them through its transformers.
struct ScikitFeatures: FeaturePreparation {
  /// Columns that are read, by name; the others stand for nothing.
  let features: [Feature]
  let areNamed: Bool
  /// By input of the first step, the position in ``features``; nil where nothing reads it.
  let places: [Int?]
  let transformers: TransformerChain
  let trees: TreeInputs?
  /// The model of another library, if the estimator is one.
  private let booster: WrappedBooster?

  init(_ chain: EstimatorChain, root: PythonObject) throws(ModelError) {
    let (count, names) = try ScikitFeatures.inputs(of: root)
    guard count > 0, count <= 1 << 20 else {
      throw root.malformed("was fitted on \(count) features")
    }
    let uses = chain.inputUses(count: count)
    var features: [Feature] = []
    var places: [Int?] = []
    for input in 0..<count {
      let use = input < uses.count ? uses[input] : .numeric
      // Without names every column of the table counts, read or not.
      guard use != .unused || names == nil else {
        places.append(nil)
        continue
      }
      places.append(features.count)
      let name = names?[input] ?? "f\(input)"
      if case .categorical(let known, let areTexts) = use {
        features.append(
          Feature(name: name, kind: .categorical(names: known), isOfTexts: areTexts))
      } else {
        features.append(Feature(name: name, kind: .numeric))
      }
    }
    self.features = features
    self.places = places
    areNamed = names != nil
    transformers = chain.transformers
    booster = chain.estimator as? WrappedBooster
    trees = (chain.estimator as? any TreeEstimator)?.inputs
  }

  /// How many columns the model was fitted on, and their names if it knows them. A pipeline asks its
  /// steps, a model of models its first one.
  private static func inputs(of object: PythonObject) throws(ModelError) -> (Int, [String]?) {
    if let inner = try object.held { return try inputs(of: inner) }
    if object.className == "Pipeline" {
      for step in try TransformerChain.steps(of: object) {
        let isSkipped = try step.textIfAny() != nil
        if isSkipped { continue }
        return try inputs(of: step)
      }
    }
    if object.className == "FeatureUnion",
      let pair = try object.attribute("transformer_list").items().first,
      let first = try pair.items().last
    {
      return try inputs(of: first)
    }
    let names = try object.optional("feature_names_in_")?.distinctNames()
    let stored = try object.optional("n_features_in_", or: "_n_features_in")?.integer()
    if let count = stored ?? names?.count {
      guard names?.count ?? count == count else {
        throw object.malformed("names \(names?.count ?? 0) features and was fitted on \(count)")
      }
      return (count, names)
    }
    for list in ["estimators_", "calibrated_classifiers_"] {
      if let first = try object.optional(list)?.items().first { return try inputs(of: first) }
    }
    if let inner = try object.optional("regressor_", or: "estimator") {
      return try inputs(of: inner)
    }
    if let count = try TransformerChain(object).inputCount { return (count, nil) }
    throw object.malformed("does not say how many features it was fitted on")
  }

  /// The table's columns for the first step, in its order.
  func columns(of table: Table) throws(ModelError) -> [Column] {
    let found = try found(in: table)
    let unread = Column(
      name: "", values: .numeric(Array(repeating: .nan, count: table.rowCount)))
    return places.map { $0.map { found[$0] } ?? unread }
  }

  /// The table's column of each feature.
  func found(in table: Table) throws(ModelError) -> [Column] {
    if areNamed {
      let missing = features.filter { table[$0.name] == nil }.map(\.name)
      guard missing.isEmpty else {
        throw .lacking(missing, of: features.map(\.name), in: table.names)
      }
      return features.compactMap { table[$0.name] }
    } else {
      guard table.columns.count == features.count else {
        throw .wrongFeatureCount(model: features.count, table: table.columns.count)
      }
      return table.columns
    }
  }

  /// Known where every transformer leaves the columns apart.
  package var sources: [Int?] {
    guard let first = transformers.origins(count: places.count),
      let last = (trees?.steps ?? TransformerChain()).origins(count: first.count)
    else { return [] }
    return last.map { places[first[$0]] }
  }

  package func inputs(of table: Table, parallel: Parallel) throws(ModelError) -> [[Double]] {
    let columns = try transformers.transformed(
      try columns(of: table), rowCount: table.rowCount)
    if let trees { return try trees.numbers(of: columns, rowCount: table.rowCount) }
    if let booster { return try booster.inputs(of: columns) }
    return try InputNumbers(allowsMissing: true, allowsInfinite: true).numbers(of: columns)
  }
}
