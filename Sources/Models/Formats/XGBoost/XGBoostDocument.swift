/// XGBoost's model files as JSON (`save_model("model.json")`), versions 1.0 to 3.x.
///
/// Infinite inputs, which the library refuses, are compared as the numbers they are.
package enum XGBoostJSONFormat: ModelFormat {
  package static let id = "xgboost-json"
  package static let title = "XGBoost JSON"
  package static let summary = "XGBoost model as JSON, all boosters and objectives"

  package static func recognizes(prefix: ArraySlice<UInt8>) -> Bool {
    var rest = prefix
    guard rest.popFirst() == UInt8(ascii: "{") else { return false }
    rest = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    return XGBoostDocument.topKeys.contains { rest.starts(with: "\"\($0)\"".utf8) }
  }

  package static func read(
    _ source: ModelSource, options: ModelOptions
  ) throws(ModelError) -> any Model {
    try XGBoostDocument.model(format: id, options: options) { reading throws(ModelError) in
      try JSONReader.read(source.bytes, reading)
    }
  }
}

/// XGBoost's model files as UBJSON (`save_model("model.ubj")`, the default since 2.1), also the
/// memory snapshot that Python pickles hold.
package enum XGBoostUBJSONFormat: ModelFormat {
  package static let id = "xgboost-ubjson"
  package static let title = "XGBoost UBJSON"
  package static let summary = "XGBoost model as UBJSON, all boosters and objectives"

  package static func recognizes(prefix: ArraySlice<UInt8>) -> Bool {
    guard prefix.starts(with: "{L".utf8) else { return false }
    let rest = prefix.dropFirst(10)
    return XGBoostDocument.topKeys.contains { rest.starts(with: $0.utf8) }
  }

  package static func read(
    _ source: ModelSource, options: ModelOptions
  ) throws(ModelError) -> any Model {
    try XGBoostDocument.model(format: id, options: options) { reading throws(ModelError) in
      try UBJSONReader.read(source.bytes, reading)
    }
  }
}

/// The document that both encodings carry.
enum XGBoostDocument {
  /// The keys that a document may begin with.
  static let topKeys = ["learner", "version", "Model", "Config"]

  /// Statistics of training that no prediction needs, and that are half of the file.
  private static let statistics: Set<String> = [
    "loss_changes", "parents", "Config",
  ]

  /// The model of the document that `read` gives.
  ///
  /// - Parameter read: Reads the document; may be called twice.
  static func model(
    format: String, options: ModelOptions,
    read: (DocumentReading) throws(ModelError) -> DocumentValue
  ) throws(ModelError) -> BoostedModel {
    var reading = DocumentReading()
    reading.skippedKeys = statistics.union(["base_weights"])
    var document = DocumentNode(try read(reading))
    var learner = try self.learner(of: &document)
    if try needsBaseWeights(learner) {
      reading.skippedKeys = statistics
      document = DocumentNode(try read(reading))
      learner = try self.learner(of: &document)
    }
    let parameters = try XGBoostParameters(document: document, learner: learner)
    let booster = try XGBoostBooster(learner, parameters: parameters, options: options)
    let features = try XGBoostFeatures(learner, parameters: parameters, booster: booster)
    let binding = try FeatureBinding(
      features: features.features, areNamed: features.areNamed, options: options,
      refusesUnknown: true, damagedNames: booster.categories?.damaged ?? [],
      doubtfulNames: booster.categories?.doubtful ?? [])
    let description = ModelDescription(
      format: format, producer: parameters.producer,
      task: parameters.objective.task(outputCount: parameters.outputCount),
      objective: parameters.objective.rawValue, features: binding.features,
      namesFeatures: features.areNamed, facts: booster.facts)
    return BoostedModel(
      description: description, booster: booster.booster,
      link: parameters.objective, preparation: binding)
  }

  /// The learner; a memory snapshot has its document under `Model`.
  private static func learner(of document: inout DocumentNode) throws(ModelError) -> DocumentNode {
    if let model = try document.optional("Model") { document = model }
    return try document.member("learner")
  }

  /// Before 3.2, leaves with a value per output stood in `base_weights`.
  private static func needsBaseWeights(_ learner: DocumentNode) throws(ModelError) -> Bool {
    guard let model = try learner.optional("gradient_booster")?.optional("model"),
      let first = try model.optional("trees")?.elements().first
    else { return false }
    let width = try first.optional("tree_param")?.optional("size_leaf_vector")?.integer() ?? 1
    let ownLeaves = try first.optional("leaf_weights")
    return width > 1 && ownLeaves == nil
  }
}
