import Kernels

/// `HistGradientBoostingClassifier` and `HistGradientBoostingRegressor`, categories and missing
/// values included. Everything is compared and summed in Double.
struct HistogramBoosting: TreeEstimator {
  static let classNames: Set<String> = [
    "HistGradientBoostingClassifier", "HistGradientBoostingRegressor",
  ]

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
      switch (isClassifier, loss) {
      case (false, "poisson"), (false, "gamma"): .exponential
      case (false, _): .identity
      case (true, _): width == 1 ? .logistic(scale: 1) : .softmax(scale: 1)
      }
    let featureCount = try object.attribute("_n_features").integer()
    guard featureCount > 0, featureCount <= 1 << 24 else {
      throw object.malformed("was fitted on \(featureCount) features")
    }
    var builder = TreeEnsembleBuilder(
      featureCount: featureCount, outputCount: width, comparison: .lessOrEqual,
      precision: .float64, categoryRule: .xgboost)
    builder.baseScores = try object.attribute("_baseline_prediction").finiteNumbers(count: width)
    for round in try object.attribute("_predictors").items() {
      let members = try round.items()
      guard members.count == width else {
        throw round.malformed("holds \(members.count) trees; \(width) are expected")
      }
      for (output, member) in members.enumerated() {
        let tree = try HistogramTree(member).converted(into: &builder)
        try builder.append(tree, output: output, at: member.path)
      }
    }
    trees = CompiledEnsemble(try builder.build())
    inputs = try HistogramBoosting.inputs(object, featureCount: featureCount)
  }

  var link: any Link { ScikitLink(shape: shape, target: target) }

  /// The estimator's own encoder of categories, and the codes that training knew.
  private static func inputs(
    _ object: PythonObject, featureCount: Int
  ) throws(ModelError) -> TreeInputs {
    var inputs = TreeInputs(
      featureCount: featureCount, rule: InputNumbers(allowsMissing: true, allowsInfinite: true))
    if let encoder = try object.optional("_preprocessor") { try inputs.steps.append(encoder) }
    let mapper = try object.attribute("_bin_mapper")
    guard let flags = try mapper.optional("is_categorical_")?.integers() else { return inputs }
    let thresholds = try mapper.attribute("bin_thresholds_").items()
    for (input, isCategorical) in flags.enumerated() where isCategorical == 1 {
      guard thresholds.indices.contains(input), input < featureCount else {
        throw mapper.malformed("has no categories for input \(input)")
      }
      inputs.knownCodes[input] = Set(try thresholds[input].integers())
    }
    return inputs
  }
}

/// A tree of histogram gradient boosting.
private struct HistogramTree {
  private let nodes: NumPyArray
  private let sets: [Int]
  private let object: PythonObject
  private static let wordsOfSet = 8

  init(_ object: PythonObject) throws(ModelError) {
    self.object = object
    nodes = try object.attribute("nodes").array()
    let bits = try object.attribute("raw_left_cat_bitsets")
    sets = try bits.integers()
    guard sets.count % HistogramTree.wordsOfSet == 0,
      sets.allSatisfy((0...Int(UInt32.max)).contains)
    else { throw bits.malformed("is no list of bit sets") }
  }

  func converted(into builder: inout TreeEnsembleBuilder) throws(ModelError)
    -> TreeEnsembleBuilder.Tree
  {
    let left = try whole("left")
    let right = try whole("right")
    let feature = try whole("feature_idx")
    let isLeaf = try whole("is_leaf")
    let missing = try whole("missing_go_to_left")
    let isCategorical = try whole("is_categorical")
    let bitset = try whole("bitset_idx")
    guard let values = nodes.column("value")?.numbers,
      let thresholds = (nodes.column("num_threshold") ?? nodes.column("threshold"))?.numbers
    else { throw object.malformed("has nodes without values or thresholds") }
    let firstSet = Int32(clamping: builder.categorySets.count)
    for start in stride(from: 0, to: sets.count, by: HistogramTree.wordsOfSet) {
      _ = builder.addCategorySet(
        stride(from: start, to: start + HistogramTree.wordsOfSet, by: 2).map {
          UInt64(sets[$0]) | UInt64(sets[$0 + 1]) << 32
        })
    }
    var tree = TreeEnsembleBuilder.Tree()
    tree.covers = nodes.column("count")?.numbers ?? []
    for node in left.indices {
      if isLeaf[node] == 1 {
        tree.nodes.append(.leaf(at: tree.leafValues.count))
        tree.leafValues.append(values[node])
        continue
      }
      let isSet = isCategorical[node] == 1
      guard feature[node] >= 0, let tested = Int32(exactly: feature[node]),
        let leftChild = Int32(exactly: left[node]), let rightChild = Int32(exactly: right[node]),
        !isSet || bitset[node] < sets.count / HistogramTree.wordsOfSet
      else { throw object.malformed("node \(node) tests what is not there") }
      tree.nodes.append(
        TreeEnsemble.Node(
          feature: tested, left: leftChild, right: rightChild,
          categorySet: isSet ? firstSet + Int32(clamping: bitset[node]) : -1,
          threshold: isSet ? 0 : thresholds[node], missing: .nan,
          defaultLeft: missing[node] == 1))
    }
    return tree
  }

  private func whole(_ name: String) throws(ModelError) -> [Int] {
    guard let values = nodes.column(name)?.integers else {
      throw object.malformed("has nodes without '\(name)'")
    }
    return values
  }
}
