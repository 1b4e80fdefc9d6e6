/// Reads `features_info` of the JSON form.
struct CatBoostJSONFeatures {
  private var floats: [CatBoostContents.FloatFeature] = []
  private var categories: [CatBoostContents.CategoricalFeature] = []
  private var oneHots: [CatBoostContents.OneHotFeature] = []
  /// With the key of each one's table.
  private(set) var statistics: [(CatBoostStatistic, identifier: String)] = []
  private var knownHashes: Set<Int32> = []
  /// Positions by the index that the file gives a feature among those of its type.
  private var floatIndices: [Int: Int] = [:]
  private var categoryIndices: [Int: Int] = [:]

  init(_ node: DocumentNode) throws(ModelError) {
    for (key, kind) in [("text_features", "text"), ("embedding_features", "embedding")] {
      if let list = try node.optional(key)?.elements(), !list.isEmpty {
        throw .unsupportedCatBoostFeatures(kind)
      }
    }
    for feature in try node.optional("float_features")?.elements() ?? [] { try add(float: feature) }
    for feature in try node.optional("categorical_features")?.elements() ?? [] {
      try add(category: feature)
    }
    for statistic in try node.optional("ctrs")?.elements() ?? [] {
      statistics.append(
        (try self.statistic(statistic), try statistic.member("identifier").string()))
    }
    for entry in try node.optional("cat_features_hash")?.elements() ?? [] {
      let hash = try entry.member("hash").integer()
      knownHashes.insert(Int32(truncatingIfNeeded: hash))
    }
  }

  func fill(_ contents: inout CatBoostContents) {
    contents.floatFeatures = floats
    contents.categoricalFeatures = categories
    contents.oneHotFeatures = oneHots
    contents.statistics = statistics.map(\.0)
    contents.knownHashes = knownHashes
  }

  private mutating func add(float feature: DocumentNode) throws(ModelError) {
    let missing = try feature.optional("nan_value_treatment")
    let treatment = try missing?.string() ?? "AsIs"
    guard ["AsIs", "AsFalse", "AsTrue"].contains(treatment) else {
      throw (missing ?? feature).malformed("is '\(treatment)', which is no treatment")
    }
    let index = try feature.member("feature_index").integer()
    guard floatIndices.updateValue(floats.count, forKey: index) == nil else {
      throw feature.malformed("has the feature_index \(index) of another feature")
    }
    floats.append(
      CatBoostContents.FloatFeature(
        position: try feature.member("flat_feature_index").integer(),
        name: try CatBoostJSONFeatures.name(of: feature),
        borders: try feature.optional("borders")?.doubles().map { Float($0) } ?? [],
        missingIsHigh: treatment == "AsTrue"))
  }

  private mutating func add(category feature: DocumentNode) throws(ModelError) {
    let index = try feature.member("feature_index").integer()
    guard categoryIndices.updateValue(categories.count, forKey: index) == nil else {
      throw feature.malformed("has the feature_index \(index) of another feature")
    }
    if let values = try feature.optional("values") {
      var hashes: [Int32] = []
      for value in try values.integers() {
        guard let hash = Int32(exactly: value) else {
          throw values.malformed("holds \(value), which is no hash of 32 bits")
        }
        hashes.append(hash)
      }
      oneHots.append(CatBoostContents.OneHotFeature(feature: categories.count, values: hashes))
    }
    categories.append(
      CatBoostContents.CategoricalFeature(
        position: try feature.member("flat_feature_index").integer(),
        name: try CatBoostJSONFeatures.name(of: feature)))
  }

  private static func name(of feature: DocumentNode) throws(ModelError) -> String {
    let id = try feature.optional("feature_id")?.string() ?? ""
    return try id.isEmpty ? feature.optional("feature_name")?.string() ?? "" : id
  }

  private func statistic(_ node: DocumentNode) throws(ModelError) -> CatBoostStatistic {
    let typeNode = try node.member("ctr_type")
    let type = try typeNode.string()
    guard let kind = CatBoostStatistic.Kind.allCases.first(where: { $0.name == type }) else {
      throw .unsupported(
        feature: "the CTR type '\(type)'", advice: "use a table of predictions for this model")
    }
    func float(_ key: String, _ missing: Double) throws(ModelError) -> Float {
      Float(try node.optional(key)?.number() ?? missing)
    }
    return CatBoostStatistic(
      source: try source(node.member("elements"), kind: kind),
      targetBorder: try node.optional("target_border_idx")?.integer() ?? 0,
      priorNumerator: try float("prior_numerator", 0),
      priorDenominator: try float("prior_denomerator", 1),
      shift: try float("shift", 0), scale: try float("scale", 1),
      borders: try node.optional("borders")?.doubles().map { Float($0) } ?? [])
  }

  private func source(
    _ elements: DocumentNode, kind: CatBoostStatistic.Kind
  ) throws(ModelError) -> CatBoostStatistic.Source {
    var source = CatBoostStatistic.Source(kind: kind)
    for element in try elements.elements() {
      let name = try element.member("combination_element")
      switch try name.string() {
      case "cat_feature_value":
        source.categories.append(
          try position(element, "cat_feature_index", among: categoryIndices))
      case "float_feature":
        source.floatTests.append(
          CatBoostStatistic.FloatTest(
            feature: try position(element, "float_feature_index", among: floatIndices),
            border: Float(try element.member("border").number())))
      case "cat_feature_exact_value":
        let hash = try element.member("value").integer()
        source.categoryTests.append(
          CatBoostStatistic.CategoryTest(
            feature: try position(element, "cat_feature_index", among: categoryIndices),
            value: Int32(truncatingIfNeeded: hash)))
      case let other: throw name.malformed("is '\(other)', which is no part of a combination")
      }
    }
    return source
  }

  private func position(
    _ element: DocumentNode, _ key: String, among indices: [Int: Int]
  ) throws(ModelError) -> Int {
    let index = try element.member(key).integer()
    guard let position = indices[index] else {
      throw element.malformed("names the feature \(index), which does not exist")
    }
    return position
  }
}
