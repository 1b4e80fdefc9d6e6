import Kernels
import Tabular

/// `DummyClassifier` and `DummyRegressor`: the same prediction for every row.
struct ConstantPredictor: FittedEstimator {
  static let classNames: Set<String> = ["DummyClassifier", "DummyRegressor"]

  let target: EstimatorTarget
  /// One per output: the value, or the share of the class (of the second of two).
  let values: [Double]

  init(_ object: PythonObject) throws(ModelError) {
    guard object.className == "DummyClassifier" else {
      target = .numbers
      values = try object.attribute("constant_").finiteNumbers(count: 1)
      return
    }
    target = try EstimatorTarget(classesOf: object)
    let classes = target.classNames ?? []
    let prior = try object.attribute("class_prior_").finiteNumbers(count: classes.count)
    var shares = [Double](repeating: 0, count: classes.count)
    switch try object.attribute("strategy").text() {
    case "prior": shares = prior
    case "most_frequent": shares[prior.firstIndex(of: prior.max() ?? 0) ?? 0] = 1
    case "uniform": shares = shares.map { _ in 1 / Double(classes.count) }
    case let strategy: throw object.unsupported("strategy='\(strategy)'")
    }
    values = classes.count == 2 ? [shares[1]] : shares
  }

  var link: any Link {
    ScikitLink(shape: target == .numbers ? .identity : .probability, target: target)
  }

  func inputUses(count: Int) -> [InputUse] { Array(repeating: .unused, count: count) }

  func margins(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    values.map { Array(repeating: $0, count: rowCount) }
  }
}
