extension ModelError {
  /// Features that CatBoost computes from texts and vectors.
  static func unsupportedCatBoostFeatures(_ kind: String) -> ModelError {
    .unsupported(
      feature: "\(kind) features",
      advice: "train without them, or score the rows with CatBoost and use a table of predictions")
  }
}
