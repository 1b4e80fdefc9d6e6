import Kernels
import Tabular

/// The linear regressors: a weighted sum and an intercept.
struct LinearRegressor: FittedEstimator {
  static let classNames: Set<String> = [
    "LinearRegression", "Ridge", "RidgeCV", "Lasso", "LassoCV", "ElasticNet", "ElasticNetCV",
    "SGDRegressor", "LinearSVR", "HuberRegressor", "QuantileRegressor", "BayesianRidge",
    "ARDRegression", "Lars", "LarsCV", "LassoLars", "LassoLarsCV", "LassoLarsIC",
    "OrthogonalMatchingPursuit", "OrthogonalMatchingPursuitCV", "PassiveAggressiveRegressor",
    "TheilSenRegressor",
  ]

  let target = EstimatorTarget.numbers
  private let sums: WeightedSums

  init(_ object: PythonObject) throws(ModelError) {
    sums = try WeightedSums(object, outputs: 1)
  }

  var link: any Link { ScikitLink(shape: .identity, target: target) }

  var weights: [[Double]]? { sums.weights }

  func margins(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    sums.sums(of: try sums.inputs(of: columns), rowCount: rowCount, parallel: parallel)
  }
}

/// Poisson, gamma and Tweedie regression: the same, through a logarithmic link.
struct GeneralizedLinearRegressor: FittedEstimator {
  static let classNames: Set<String> = ["PoissonRegressor", "GammaRegressor", "TweedieRegressor"]

  let target = EstimatorTarget.numbers
  private let sums: WeightedSums
  private let isLogarithmic: Bool

  init(_ object: PythonObject) throws(ModelError) {
    sums = try WeightedSums(object, outputs: 1)
    guard object.className == "TweedieRegressor" else {
      isLogarithmic = true
      return
    }
    switch try object.attribute("link").text() {
    case "log": isLogarithmic = true
    case "identity": isLogarithmic = false
    case "auto": isLogarithmic = try object.attribute("power").number() > 0
    case let link: throw object.unsupported("link='\(link)'")
    }
  }

  var link: any Link {
    ScikitLink(shape: isLogarithmic ? .exponential : .identity, target: target)
  }

  var weights: [[Double]]? { sums.weights }

  func margins(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    sums.sums(of: try sums.inputs(of: columns), rowCount: rowCount, parallel: parallel)
  }
}
