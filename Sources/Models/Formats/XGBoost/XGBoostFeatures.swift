/// The features of an XGBoost model: names and types where the file has them.
struct XGBoostFeatures {
  let features: [Feature]
  let areNamed: Bool

  init(
    _ learner: DocumentNode, parameters: XGBoostParameters, booster: XGBoostBooster
  ) throws(ModelError) {
    let count = parameters.featureCount
    let names = try XGBoostFeatures.texts(learner.optional("feature_names"), count: count)
    let types = try XGBoostFeatures.texts(learner.optional("feature_types"), count: count)
    var features: [Feature] = []
    features.reserveCapacity(count)
    for index in 0..<count {
      let isCategorical =
        types.map { $0[index] == "c" } ?? booster.categoricalFeatures.contains(index)
      let kind: Feature.Kind =
        isCategorical ? .categorical(names: booster.categories?.names[index]) : .numeric
      features.append(Feature(name: names?[index] ?? "f\(index)", kind: kind))
    }
    if let names, Set(names).count != count {
      throw .malformed(
        place: "learner.feature_names", problem: "two features have the same name")
    }
    self.features = features
    areNamed = names != nil
  }

  /// `count` strings, or nil where the array is absent or empty.
  private static func texts(_ node: DocumentNode?, count: Int) throws(ModelError) -> [String]? {
    guard let node else { return nil }
    let texts = try node.strings()
    guard !texts.isEmpty else { return nil }
    guard texts.count == count else {
      throw node.malformed("holds \(texts.count) elements, the model has \(count) features")
    }
    return texts
  }
}
