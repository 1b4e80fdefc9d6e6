/// A way in which an MLflow folder keeps its model, and the file that holds it.
struct MLflowFlavor {
  let name: String
  /// The file's name in the folder.
  let file: String
  /// What MLflow loads it as: `xgboost.sklearn.XGBClassifier`; empty if the folder does not say.
  let modelClass: String

  /// The flavors that a native reader may know, best first.
  private static let native: [(name: String, fileKeys: [String])] = [
    ("xgboost", ["data"]), ("lightgbm", ["data"]), ("catboost", ["data"]), ("onnx", ["data"]),
    ("sklearn", ["pickled_model", "data"]),
  ]

  /// The flavors of a folder that may be read natively, best first.
  static func candidates(in flavors: DocumentNode) throws(ModelError) -> [MLflowFlavor] {
    var candidates: [MLflowFlavor] = []
    for (name, keys) in native {
      guard let flavor = try flavors.optional(name) else { continue }
      for key in keys {
        guard let file = try flavor.optional(key)?.string() else { continue }
        candidates.append(
          MLflowFlavor(
            name: name, file: file,
            modelClass: try flavor.optional("model_class")?.string() ?? ""))
        break
      }
    }
    return candidates
  }

  /// Whether a model of that format may be in a file of this flavor.
  func fits(format id: String) -> Bool {
    switch name {
    case "lightgbm", "sklearn":
      id.hasPrefix("lightgbm") && name == "lightgbm" || id == SKOPSFormat.id
    default: id.hasPrefix(name)
    }
  }
}
