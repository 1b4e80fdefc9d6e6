/// CatBoost's own model files (`save_model("model.cbm")`, the default).
package enum CatBoostBinaryFormat: ModelFormat {
  package static let id = "catboost-cbm"
  package static let title = "CatBoost binary (cbm)"
  package static let summary =
    "CatBoost model, all losses and tree shapes, categories, no text or embedding features"

  package static func recognizes(prefix: ArraySlice<UInt8>) -> Bool {
    prefix.starts(with: "CBM1".utf8)
  }

  package static func read(
    _ source: ModelSource, options: ModelOptions
  ) throws(ModelError) -> any Model {
    let contents = try CatBoostBinaryReader.contents(of: source.bytes)
    return try CatBoostModelBuilder(contents, options: options).model(format: id)
  }
}
