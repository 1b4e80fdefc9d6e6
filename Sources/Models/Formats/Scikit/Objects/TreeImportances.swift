/// How much each feature lowers the impurity of an estimator's trees, which scikit-learn computes when
/// it is asked and stores nowhere.
enum TreeImportances {
  static func of(_ object: PythonObject) throws(ModelError) -> [Double] {
    guard object.package == "sklearn", object.loader == "ObjectNode" else {
      throw object.unsupported("the importances of features")
    }
    let name = object.className
    if DecisionTree.classNames.contains(name) { return shares(try fall(object)) }
    if AveragedForest.classNames.contains(name) {
      return shares(try mean(try object.attribute("estimators_").items(), object) { shares($0) })
    }
    if name.hasPrefix("GradientBoosting") {
      var trees: [PythonObject] = []
      for stage in try object.attribute("estimators_").items() { trees += try stage.items() }
      return shares(try mean(trees, object) { $0 })
    }
    throw object.unsupported("the importances of features")
  }

  /// The mean over the trees that test something.
  private static func mean(
    _ trees: [PythonObject], _ object: PythonObject, _ scaled: ([Double]) -> [Double]
  ) throws(ModelError) -> [Double] {
    var sums = [Double](repeating: 0, count: try featureCount(object))
    var count = 0.0
    for tree in trees {
      guard try nodeCount(tree) > 1 else { continue }
      count += 1
      let own = scaled(try fall(tree))
      guard own.count == sums.count else {
        throw tree.malformed("has other features than the rest")
      }
      for index in sums.indices { sums[index] += own[index] }
    }
    return count == 0 ? sums : sums.map { $0 / count }
  }

  private static func featureCount(_ object: PythonObject) throws(ModelError) -> Int {
    let count = try object.attribute("n_features_in_").integer()
    guard count > 0, count <= 1 << 20 else { throw object.malformed("has \(count) features") }
    return count
  }

  private static func nodeCount(_ tree: PythonObject) throws(ModelError) -> Int {
    try tree.attribute("tree_").attribute("nodes").array().shape.first ?? 0
  }

  /// By feature, the impurity that its tests take away, in shares of the weight of all rows.
  private static func fall(_ object: PythonObject) throws(ModelError) -> [Double] {
    let tree = try object.attribute("tree_")
    let nodes = try tree.attribute("nodes").array()
    guard let left = nodes.column("left_child")?.integers,
      let right = nodes.column("right_child")?.integers,
      let feature = nodes.column("feature")?.integers,
      let impurity = nodes.column("impurity")?.numbers,
      let weight = nodes.column("weighted_n_node_samples")?.numbers
    else { throw tree.malformed("has nodes without impurity") }
    var falls = [Double](repeating: 0, count: try featureCount(object))
    for node in left.indices where left[node] != -1 {
      let (low, high) = (left[node], right[node])
      guard left.indices.contains(low), left.indices.contains(high),
        falls.indices.contains(feature[node])
      else { throw tree.malformed("has a node \(node) that leads nowhere") }
      falls[feature[node]] +=
        weight[node] * impurity[node] - weight[low] * impurity[low] - weight[high] * impurity[high]
    }
    guard let all = weight.first, all > 0 else { return falls }
    return falls.map { $0 / all }
  }

  private static func shares(_ falls: [Double]) -> [Double] {
    let sum = falls.reduce(0, +)
    return sum > 0 ? falls.map { $0 / sum } : falls
  }
}
