import Kernels
import Tabular

/// A fitted estimator, rebuilt from the attributes that scikit-learn stores.
///
/// A new estimator is one file in `Estimators/` and one line in ``EstimatorCatalog``.
protocol FittedEstimator: Sendable {
  /// The classes that it rebuilds, without their modules.
  static var classNames: Set<String> { get }

  /// - Throws: ``ModelError`` if an attribute is absent, does not fit, or asks for what is not read.
  init(_ object: PythonObject) throws(ModelError)

  /// What is predicted.
  var target: EstimatorTarget { get }

  /// What turns decision values into predictions.
  var link: any Link { get }

  /// Facts for people, in display order.
  var facts: [(name: String, value: String)] { get }

  /// Whether scikit-learn's class has a `decision_function`, which gives the margins.
  var hasDecisionFunction: Bool { get }

  /// `weights[output][input]` of a linear estimator; nil for any other.
  var weights: [[Double]]? { get }

  /// What it does with each of `count` inputs.
  func inputUses(count: Int) -> [InputUse]

  /// The same estimator behind a sparse matrix. The cells are the same; XGBoost takes those that such
  /// a matrix leaves out as missing.
  func onSparseInput() -> Self

  /// The decision values, `result[output][row]`.
  ///
  /// - Throws: ``ModelError`` if the columns do not fit.
  func margins(of columns: [Column], rowCount: Int, parallel: Parallel) throws(ModelError)
    -> [[Double]]
}

extension FittedEstimator {
  var facts: [(name: String, value: String)] { [] }

  var hasDecisionFunction: Bool { false }

  var weights: [[Double]]? { nil }

  func inputUses(count: Int) -> [InputUse] { Array(repeating: .numeric, count: count) }

  func onSparseInput() -> Self { self }
}

/// What an estimator predicts.
enum EstimatorTarget: Sendable, Equatable {
  case numbers
  /// Classes by name, at least two, in the model's order.
  case classes([String])

  /// The classes of a classifier, from its `classes_`.
  init(classesOf object: PythonObject, attribute: String = "classes_") throws(ModelError) {
    let names = try object.attribute(attribute)
    let classes = try names.distinctNames()
    guard classes.count >= 2 else {
      throw names.malformed("holds \(classes.count) classes; at least two are expected")
    }
    self = .classes(classes)
  }

  /// The decision values of one row: one for numbers and for two classes.
  var outputCount: Int {
    switch self {
    case .numbers: 1
    case .classes(let names): names.count == 2 ? 1 : names.count
    }
  }

  var classNames: [String]? {
    if case .classes(let names) = self { names } else { nil }
  }

  var task: ModelTask {
    switch self {
    case .numbers: .regression
    case .classes(let names): names.count == 2 ? .binary : .multiclass(classCount: names.count)
    }
  }
}

/// What becomes of an input column.
enum InputUse: Sendable, Equatable {
  /// Nothing reads it.
  case unused
  /// It is read as numbers.
  case numeric
  /// It is encoded by its categories, which were texts or numbers in training.
  case categorical([String], areTexts: Bool)
  /// It is handed on as it is.
  case handedOn
}
