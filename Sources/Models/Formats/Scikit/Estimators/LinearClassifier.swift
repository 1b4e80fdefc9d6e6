import Kernels
import Tabular

/// The linear classifiers: a weighted sum for each class, or one for two of them.
struct LinearClassifier: FittedEstimator {
  static let classNames: Set<String> = [
    "LogisticRegression", "LogisticRegressionCV", "SGDClassifier", "LinearSVC", "RidgeClassifier",
    "RidgeClassifierCV", "Perceptron", "PassiveAggressiveClassifier", "LinearDiscriminantAnalysis",
  ]

  let target: EstimatorTarget
  let hasDecisionFunction = true
  private let sums: WeightedSums
  private let shape: ScikitLink.Shape

  init(_ object: PythonObject) throws(ModelError) {
    target = try EstimatorTarget(classesOf: object)
    sums = try WeightedSums(object, outputs: target.outputCount)
    let isBinary = target.outputCount == 1
    switch object.className {
    case "LogisticRegression", "LogisticRegressionCV":
      shape = try LinearClassifier.logistic(object, isBinary: isBinary)
    case "LinearDiscriminantAnalysis":
      shape = isBinary ? .logistic(scale: 1) : .softmax(scale: 1)
    case "SGDClassifier":
      switch try object.attribute("loss").text() {
      case "log_loss", "log": shape = isBinary ? .logistic(scale: 1) : .oneVersusRest
      case "modified_huber": shape = .modifiedHuber
      default: shape = .decision
      }
    default: shape = .decision
    }
  }

  /// Versions before 1.8 chose between one model for all classes and one for each.
  private static func logistic(
    _ object: PythonObject, isBinary: Bool
  ) throws(ModelError) -> ScikitLink.Shape {
    let solver = try object.optional("solver")?.textIfAny()
    switch try object.optional("multi_class")?.textIfAny() {
    // Two classes in one model: softmax over −x and x.
    case "multinomial": return isBinary ? .logistic(scale: 2) : .softmax(scale: 1)
    case "ovr", "warn": return isBinary ? .logistic(scale: 1) : .oneVersusRest
    default:
      if isBinary { return .logistic(scale: 1) }
      return solver == "liblinear" ? .oneVersusRest : .softmax(scale: 1)
    }
  }

  var link: any Link { ScikitLink(shape: shape, target: target) }

  var weights: [[Double]]? { sums.weights }

  func margins(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    sums.sums(of: try sums.inputs(of: columns), rowCount: rowCount, parallel: parallel)
  }
}
