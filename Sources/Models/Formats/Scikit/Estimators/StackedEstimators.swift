import Kernels
import Tabular

/// `StackingClassifier` and `StackingRegressor`: a model over the predictions of others.
struct StackedEstimators: FittedEstimator {
  static let classNames: Set<String> = ["StackingClassifier", "StackingRegressor"]

  private enum Method: String {
    case predict, probability = "predict_proba", decision = "decision_function"
  }

  let target: EstimatorTarget
  private var members: [(chain: EstimatorChain, method: Method)]
  private var last: EstimatorChain
  private let passesInputs: Bool

  init(_ object: PythonObject) throws(ModelError) {
    let isClassifier = object.className.hasSuffix("Classifier")
    target = isClassifier ? try EstimatorTarget(classesOf: object) : .numbers
    let objects = try object.attribute("estimators_").items()
    let methods = try object.attribute("stack_method_").items()
    guard objects.count == methods.count else {
      throw object.malformed("has \(methods.count) methods for \(objects.count) estimators")
    }
    var members: [(chain: EstimatorChain, method: Method)] = []
    for (item, name) in zip(objects, methods) {
      let chain = try EstimatorChain(item)
      guard let method = Method(rawValue: try name.text()),
        (method == .predict) == (chain.estimator.target == .numbers),
        method != .probability || chain.givesProbabilities
      else { throw item.unsupported("stacking by '\(try name.text())'") }
      members.append((chain, method))
    }
    self.members = members
    last = try EstimatorChain(try object.attribute("final_estimator_"))
    guard last.estimator.target.task == target.task else {
      throw object.malformed("has a final estimator for another target")
    }
    passesInputs = try object.truth("passthrough", default: false)
  }

  var link: any Link { last.estimator.link }

  var facts: [(name: String, value: String)] { [("estimators", "\(members.count)")] }

  func inputUses(count: Int) -> [InputUse] { members.first?.chain.inputUses(count: count) ?? [] }

  /// The last model sees the matrix only if inputs are passed on beside the predictions.
  func onSparseInput() -> StackedEstimators {
    var stacked = self
    stacked.members = members.map { ($0.chain.onSparseInput(), $0.method) }
    if passesInputs { stacked.last = last.onSparseInput() }
    return stacked
  }

  func margins(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    var inputs: [Column] = []
    for (index, member) in members.enumerated() {
      let outputs =
        switch member.method {
        // Of two classes only the second counts.
        case .predict, .probability:
          try member.chain.predictions(of: columns, rowCount: rowCount, parallel: parallel)
        case .decision:
          try member.chain.margins(of: columns, rowCount: rowCount, parallel: parallel)
        }
      inputs += outputs.map { Column(name: "estimator \(index)", values: .numeric($0)) }
    }
    return try last.margins(
      of: inputs + (passesInputs ? columns : []), rowCount: rowCount, parallel: parallel)
  }
}
