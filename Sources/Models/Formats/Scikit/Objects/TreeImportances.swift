/// How much each feature lowers the impurity of an estimator's trees, which scikit-learn computes when
/// it is asked and stores nowhere.
enum TreeImportances {
  /// Of one tree, by feature, for those that it tests.
  private typealias Falls = [Int: Double]

  static func of(_ object: PythonObject) throws(ModelError) -> [Double] {
    guard object.package == "sklearn", object.loader == "ObjectNode" else {
      throw object.unsupported("the importances of features")
    }
    let count = try object.attribute("n_features_in_").integer()
    guard count > 0, count <= 1 << 20 else { throw object.malformed("has \(count) features") }
    let falls: Falls
    if DecisionTree.classNames.contains(object.className) {
      falls = try fall(object, count)
    } else if AveragedForest.classNames.contains(object.className) {
      let trees = try object.attribute("estimators_").items()
      falls = try mean(trees, count) { shares($0) }
    } else if object.className.hasPrefix("GradientBoosting") {
      var trees: [PythonObject] = []
      for stage in try object.attribute("estimators_").items() { trees += try stage.items() }
      falls = try mean(trees, count) { $0 }
    } else {
      throw object.unsupported("the importances of features")
    }
    let all = shares(falls)
    return (0..<count).map { all[$0] ?? 0 }
  }

  /// The mean over the trees that test something.
  private static func mean(
    _ trees: [PythonObject], _ featureCount: Int, _ scaled: (Falls) -> Falls
  ) throws(ModelError) -> Falls {
    var sums: Falls = [:]
    var count = 0.0
    for tree in trees {
      guard try tree.attribute("tree_").attribute("nodes").array().shape.first ?? 0 > 1 else {
        continue
      }
      count += 1
      for (feature, fall) in scaled(try fall(tree, featureCount)) {
        sums[feature, default: 0] += fall
      }
    }
    return count == 0 ? sums : sums.mapValues { $0 / count }
  }

  /// By feature, the impurity that its tests take away, in shares of the weight of all rows.
  private static func fall(
    _ object: PythonObject, _ featureCount: Int
  ) throws(ModelError) -> Falls {
    let tree = try object.attribute("tree_")
    let nodes = try tree.attribute("nodes").array()
    guard let left = nodes.column("left_child")?.integers,
      let right = nodes.column("right_child")?.integers,
      let feature = nodes.column("feature")?.integers,
      let impurity = nodes.column("impurity")?.numbers,
      let weight = nodes.column("weighted_n_node_samples")?.numbers
    else { throw tree.malformed("has nodes without impurity") }
    var falls: Falls = [:]
    for node in left.indices where left[node] != -1 {
      let (low, high) = (left[node], right[node])
      guard left.indices.contains(low), left.indices.contains(high),
        (0..<featureCount).contains(feature[node])
      else { throw tree.malformed("has a node \(node) that leads nowhere") }
      falls[feature[node], default: 0] +=
        weight[node] * impurity[node] - weight[low] * impurity[low] - weight[high] * impurity[high]
    }
    guard let all = weight.first, all > 0 else { return falls }
    return falls.mapValues { $0 / all }
  }

  /// Divided by their sum, which is taken in order of features.
  private static func shares(_ falls: Falls) -> Falls {
    let sum = falls.keys.sorted().reduce(0) { $0 + (falls[$1] ?? 0) }
    return sum > 0 ? falls.mapValues { $0 / sum } : falls
  }
}
