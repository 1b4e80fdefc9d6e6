import Glibc
import Kernels

/// `GradientBoostingClassifier` and `GradientBoostingRegressor`.
struct GradientBoosting: TreeEstimator {
  static let classNames: Set<String> = ["GradientBoostingClassifier", "GradientBoostingRegressor"]

  let target: EstimatorTarget
  let hasDecisionFunction = true
  let trees: CompiledEnsemble
  let inputs: TreeInputs
  private let shape: ScikitLink.Shape

  init(_ object: PythonObject) throws(ModelError) {
    let isClassifier = object.className.hasSuffix("Classifier")
    target = isClassifier ? try EstimatorTarget(classesOf: object) : .numbers
    let width = target.outputCount
    let loss = try object.attribute("loss").text()
    shape =
      switch (isClassifier, loss, width) {
      case (false, _, _): .identity
      case (true, "exponential", _): .logistic(scale: 2)
      case (true, _, 1): .logistic(scale: 1)
      default: .softmax(scale: 1)
      }
    let featureCount = try object.attribute("n_features_in_").integer()
    let rate = try object.attribute("learning_rate").number()
    var builder = try TreeEnsembleBuilder(scikitFeatures: featureCount, outputs: width, of: object)
    builder.baseScores = try GradientBoosting.starts(
      object, target: target, isHalved: loss == "exponential")
    for stage in try object.attribute("estimators_").items() {
      let members = try stage.items()
      guard members.count == width else {
        throw stage.malformed("holds \(members.count) trees; \(width) are expected")
      }
      for (output, member) in members.enumerated() {
        guard member.className == "DecisionTreeRegressor" else { throw member.unsupported() }
        let tree = try StoredTree(of: member, valueCount: 1)
          .converted(width: 1) { $0.map { rate * $0 } }
        try builder.append(tree, output: output, at: member.path)
      }
    }
    inputs = TreeInputs(
      featureCount: featureCount, rule: InputNumbers(allowsMissing: false, roundsToFloat: true))
    trees = CompiledEnsemble(try builder.build())
  }

  var link: any Link { ScikitLink(shape: shape, target: target) }

  /// The constant predictions of the first estimator, as decision values.
  private static func starts(
    _ object: PythonObject, target: EstimatorTarget, isHalved: Bool
  ) throws(ModelError) -> [Double] {
    let first = try object.attribute("init_")
    if try first.textIfAny() == "zero" { return Array(repeating: 0, count: target.outputCount) }
    guard ConstantPredictor.classNames.contains(first.className) else {
      throw first.unsupported("a first estimator that is no constant")
    }
    let constant = try ConstantPredictor(first)
    guard constant.target.outputCount == target.outputCount else {
      throw first.malformed("predicts another target")
    }
    guard target != .numbers else { return constant.values }
    let bound = Double.ulpOfOne
    let shares = constant.values.map { min(max($0, bound), 1 - bound) }
    if shares.count == 1 { return [(isHalved ? 0.5 : 1) * log(shares[0] / (1 - shares[0]))] }
    let logarithms = shares.map { log($0) }
    let mean = logarithms.reduce(0, +) / Double(logarithms.count)
    return logarithms.map { $0 - mean }
  }
}
