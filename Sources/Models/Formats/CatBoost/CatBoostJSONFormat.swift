/// CatBoost's model files as JSON (`save_model("model.json", format="json")`).
package enum CatBoostJSONFormat: ModelFormat {
  package static let id = "catboost-json"
  package static let title = "CatBoost JSON"
  package static let summary =
    "CatBoost model as JSON, all losses and tree shapes, categories, no text or embedding features"

  package static func recognizes(prefix: ArraySlice<UInt8>) -> Bool {
    var rest = prefix
    guard rest.popFirst() == UInt8(ascii: "{") else { return false }
    rest = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    let keys = ["ctr_data", "features_info", "oblivious_trees", "scale_and_bias"]
    return keys.contains { rest.starts(with: "\"\($0)\"".utf8) }
      || rest.starts(with: "\"model_info\"".utf8)
        && String(decoding: prefix, as: UTF8.self).contains("\"catboost_version_info\"")
  }

  package static func read(
    _ source: ModelSource, options: ModelOptions
  ) throws(ModelError) -> any Model {
    let contents = try CatBoostJSONReader(source.bytes).contents()
    return try CatBoostModelBuilder(contents, options: options).model(format: id)
  }
}
