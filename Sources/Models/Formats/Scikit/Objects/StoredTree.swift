/// A tree as scikit-learn keeps it: arrays over its nodes.
struct StoredTree {
  private let left: [Int]
  private let right: [Int]
  private let feature: [Int]
  private let threshold: [Double]
  private let missingGoesLeft: [Int]?
  private let covers: [Double]
  /// `values[node]`: the target's mean, or a share (before 1.3 a weight) for each class.
  let values: [[Double]]
  private let path: String

  /// Whether nodes say where missing goes, as they do since version 1.3.
  var knowsMissing: Bool { missingGoesLeft != nil }

  /// - Parameter object: the estimator that holds the tree.
  init(of object: PythonObject, valueCount: Int) throws(ModelError) {
    let tree = try object.attribute("tree_")
    let nodes = try tree.attribute("nodes").array()
    let stored = try tree.attribute("values").array()
    func whole(_ name: String) throws(ModelError) -> [Int] {
      guard let values = nodes.column(name)?.integers else {
        throw tree.malformed("has nodes without '\(name)'")
      }
      return values
    }
    left = try whole("left_child")
    right = try whole("right_child")
    feature = try whole("feature")
    guard let threshold = nodes.column("threshold")?.numbers,
      let values = try stored.column().numbers
    else { throw tree.malformed("has nodes without thresholds or values") }
    self.threshold = threshold
    missingGoesLeft = nodes.column("missing_go_to_left")?.integers
    covers = nodes.column("weighted_n_node_samples")?.numbers ?? []
    guard nodes.shape.count == 1, stored.shape == [left.count, 1, valueCount] else {
      guard stored.shape.count == 3, stored.shape[1] > 1 else {
        throw tree.malformed("has values of shape \(stored.shape) for \(left.count) nodes")
      }
      throw object.unsupported("several targets")
    }
    path = tree.path
    self.values = left.indices.map { Array(values[$0 * valueCount..<($0 + 1) * valueCount]) }
  }

  /// The tree for the common builder.
  ///
  /// - Parameter leaf: the leaf values made of a node's values, `width` of them.
  func converted(
    width: Int, leaf: ([Double]) -> [Double]
  ) throws(ModelError) -> TreeEnsembleBuilder.Tree {
    var tree = TreeEnsembleBuilder.Tree()
    tree.covers = covers
    for node in left.indices {
      if left[node] == -1 {
        tree.nodes.append(.leaf(at: tree.leafValues.count))
        tree.leafValues.append(contentsOf: leaf(values[node]))
        continue
      }
      guard feature[node] >= 0, let tested = Int32(exactly: feature[node]),
        let left = Int32(exactly: left[node]), let right = Int32(exactly: right[node])
      else {
        throw .malformed(place: "\(path), node \(node)", problem: "tests no feature")
      }
      tree.nodes.append(
        TreeEnsemble.Node(
          feature: tested, left: left, right: right, categorySet: -1, threshold: threshold[node],
          missing: .nan, defaultLeft: missingGoesLeft?[node] == 1))
    }
    return tree
  }

  /// The shares of the classes at a node: weights are divided by their sum.
  static func shares(_ values: [Double]) -> [Double] {
    let sum = values.reduce(0, +)
    // Shares sum to 1 but for rounding and are taken as they are.
    guard abs(sum - 1) > 1e-9, sum != 0 else { return values }
    return values.map { $0 / sum }
  }
}
