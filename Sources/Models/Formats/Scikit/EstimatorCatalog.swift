/// Every estimator that can be rebuilt.
enum EstimatorCatalog {
  static let all: [any FittedEstimator.Type] = [
    LinearRegressor.self, GeneralizedLinearRegressor.self, LinearClassifier.self,
    DecisionTree.self, AveragedForest.self, GradientBoosting.self, HistogramBoosting.self,
    AdaptiveBoosting.self, NeuralNetwork.self, GaussianNaiveBayes.self, ConstantPredictor.self,
    VotedEstimators.self, StackedEstimators.self, CalibratedClassifier.self, WrappedBooster.self,
    TransformedTargetRegressor.self,
  ]

  /// The estimator that `object` describes.
  ///
  /// - Throws: ``ModelError/unsupported(feature:advice:)`` naming a class that cannot be rebuilt.
  static func estimator(_ object: PythonObject) throws(ModelError) -> any FittedEstimator {
    guard object.loader == "ObjectNode",
      ["sklearn", "lightgbm", "xgboost"].contains(object.package),
      let type = all.first(where: { $0.classNames.contains(object.className) })
    else { throw object.unsupported() }
    return try type.init(object)
  }
}
