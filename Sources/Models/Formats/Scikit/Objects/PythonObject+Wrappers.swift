/// Estimators that hand everything on to one that they hold.
extension PythonObject {
  /// By class, the attributes that may hold the fitted estimator: searches keep the best of what they
  /// tried, a frozen estimator is one that is not to be fitted again, and what decides at a threshold
  /// takes its scores from another.
  private static let wrappers: [String: [String]] = [
    "GridSearchCV": ["best_estimator_"], "RandomizedSearchCV": ["best_estimator_"],
    "HalvingGridSearchCV": ["best_estimator_"], "HalvingRandomSearchCV": ["best_estimator_"],
    "FrozenEstimator": ["estimator"],
    "FixedThresholdClassifier": ["estimator_", "estimator"],
    "TunedThresholdClassifierCV": ["estimator_"],
  ]

  /// The estimator or transformer that does the work; nil where this object does it itself.
  var held: PythonObject? {
    get throws(ModelError) {
      guard loader == "ObjectNode", package == "sklearn",
        let attributes = PythonObject.wrappers[className]
      else { return nil }
      for attribute in attributes {
        if let inner = try optional(attribute) { return inner }
      }
      let hint = className.contains("Search") ? ", with refit=True" : ""
      throw malformed("has no '\(attributes[0])'; is the model fitted\(hint)?")
    }
  }
}
