import Kernels

/// A decision tree.
struct DecisionTree: TreeEstimator {
  static let classNames: Set<String> = [
    "DecisionTreeClassifier", "DecisionTreeRegressor", "ExtraTreeClassifier",
    "ExtraTreeRegressor",
  ]

  let target: EstimatorTarget
  let trees: CompiledEnsemble
  let inputs: TreeInputs
  let link: any Link

  init(_ object: PythonObject) throws(ModelError) {
    let forest = try AveragedForest(members: [object], of: object)
    (target, trees, inputs, link) = (forest.target, forest.trees, forest.inputs, forest.link)
  }
}

/// Random forests and extra trees: the mean of their trees' predictions, in order of trees.
struct AveragedForest: TreeEstimator {
  static let classNames: Set<String> = [
    "RandomForestClassifier", "RandomForestRegressor", "ExtraTreesClassifier",
    "ExtraTreesRegressor",
  ]

  let target: EstimatorTarget
  let trees: CompiledEnsemble
  let inputs: TreeInputs

  init(_ object: PythonObject) throws(ModelError) {
    try self.init(members: try object.attribute("estimators_").items(), of: object)
  }

  fileprivate init(members: [PythonObject], of object: PythonObject) throws(ModelError) {
    let isClassifier = object.className.hasSuffix("Classifier")
    target = isClassifier ? try EstimatorTarget(classesOf: object) : .numbers
    let width = target.outputCount
    let valueCount = target.classNames?.count ?? 1
    let featureCount = try object.attribute("n_features_in_").integer()
    var builder = try TreeEnsembleBuilder(scikitFeatures: featureCount, outputs: width, of: object)
    builder.divisor = Double(members.count)
    var knowsMissing = true
    for member in members {
      guard DecisionTree.classNames.contains(member.className) else { throw member.unsupported() }
      let stored = try StoredTree(of: member, valueCount: valueCount)
      knowsMissing = knowsMissing && stored.knowsMissing
      let tree = try stored.converted(width: width) { values in
        guard isClassifier else { return values }
        let shares = StoredTree.shares(values)
        return width == 1 ? [shares[1]] : shares
      }
      try builder.append(tree, output: width == 1 ? 0 : -1, at: member.path)
    }
    let criterion = try object.optional("criterion")?.textIfAny()
    inputs = TreeInputs(
      featureCount: featureCount,
      rule: InputNumbers(
        allowsMissing: knowsMissing && criterion != "absolute_error", roundsToFloat: true))
    trees = CompiledEnsemble(try builder.build())
  }

  var link: any Link {
    ScikitLink(shape: target == .numbers ? .identity : .probability, target: target)
  }
}

extension TreeEnsembleBuilder {
  /// Inputs as Floats, thresholds and sums as Doubles, `x <= threshold` goes left.
  init(
    scikitFeatures count: Int, outputs: Int, of object: PythonObject
  ) throws(ModelError) {
    guard count > 0, count <= 1 << 24 else {
      throw object.malformed("was fitted on \(count) features")
    }
    self.init(
      featureCount: count, outputCount: outputs, comparison: .lessOrEqual,
      precision: .float32Inputs, categoryRule: .xgboost)
  }

  /// Adds a tree, its path in front of what is wrong with it.
  mutating func append(_ tree: Tree, output: Int, at path: String) throws(ModelError) {
    do throws(ModelError) {
      try append(tree, output: output)
    } catch {
      throw error.at(path)
    }
  }
}
