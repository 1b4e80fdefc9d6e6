import Kernels

/// `AdaBoostClassifier` over trees: every tree votes for a class with its own weight.
struct AdaptiveBoosting: TreeEstimator {
  static let classNames: Set<String> = ["AdaBoostClassifier"]

  let target: EstimatorTarget
  let hasDecisionFunction = true
  let trees: CompiledEnsemble
  let inputs: TreeInputs
  private let classCount: Int

  init(_ object: PythonObject) throws(ModelError) {
    if try object.optional("algorithm")?.textIfAny() == "SAMME.R" {
      throw object.unsupported("algorithm='SAMME.R'")
    }
    target = try EstimatorTarget(classesOf: object)
    let classCount = target.classNames?.count ?? 2
    self.classCount = classCount
    let width = target.outputCount
    let members = try object.attribute("estimators_").items()
    let weights = try object.attribute("estimator_weights_").finiteNumbers()
    guard weights.count >= members.count else {
      throw object.malformed("has \(weights.count) weights for \(members.count) estimators")
    }
    let featureCount = try object.attribute("n_features_in_").integer()
    var builder = try TreeEnsembleBuilder(scikitFeatures: featureCount, outputs: width, of: object)
    builder.divisor = weights.reduce(0, +)
    for (member, weight) in zip(members, weights) {
      guard member.className == "DecisionTreeClassifier" else { throw member.unsupported() }
      let tree = try StoredTree(of: member, valueCount: classCount)
        .converted(width: width) { values in
          // The first of equal shares, as argmax takes it.
          let best = values.firstIndex(of: values.max() ?? 0) ?? 0
          if width == 1 { return [best == 1 ? 2 * weight : -2 * weight] }
          return values.indices.map {
            $0 == best ? weight : -1 / Double(classCount - 1) * weight
          }
        }
      try builder.append(tree, output: width == 1 ? 0 : -1, at: member.path)
    }
    inputs = TreeInputs(
      featureCount: featureCount, rule: InputNumbers(allowsMissing: false, roundsToFloat: true))
    trees = CompiledEnsemble(try builder.build())
  }

  var link: any Link {
    ScikitLink(
      shape: classCount == 2
        ? .logistic(scale: 1) : .softmax(scale: 1 / Double(max(1, classCount - 1))),
      target: target)
  }
}
