extension ONNXTrees {
  /// Reads `TreeEnsemble` of operator set 5: leaves apart from the nodes, children by position.
  init(ensemble reader: inout ONNXNodeReader, outputCount: Int) throws(ModelError) {
    let features = reader.integers("nodes_featureids")
    let count = features.count
    let modes = try ONNXTrees.modes(&reader)
    let (splits, isDouble) = try ONNXTrees.tensor("nodes_splits", &reader)
    let yes = reader.integers("nodes_truenodeids")
    let no = reader.integers("nodes_falsenodeids")
    let yesAreLeaves = reader.integers("nodes_trueleafs")
    let noAreLeaves = reader.integers("nodes_falseleafs")
    let tracks = reader.integers("nodes_missing_value_tracks_true")
    let targets = reader.integers("leaf_targetids")
    let (weights, areDoubles) = try ONNXTrees.tensor("leaf_weights", &reader)
    let roots = reader.integers("tree_roots")
    let sets = try ONNXTrees.sets(&reader)
    reader.ignore("nodes_hitrates")
    guard modes.count == count, splits.count == count, yes.count == count, no.count == count,
      yesAreLeaves.count == count, noAreLeaves.count == count,
      tracks.isEmpty || tracks.count == count, targets.count == weights.count,
      areDoubles == isDouble
    else { throw reader.malformed("has lists of different lengths for its nodes or leaves") }

    var nodes: [Node] = []
    var nextSet = 0
    func child(_ index: Int, isLeaf: Int) -> Int {
      guard index >= 0, index < (isLeaf != 0 ? weights.count : count) else { return -1 }
      return isLeaf != 0 ? count + index : index
    }
    for position in 0..<count {
      var node = Node(
        mode: modes[position], feature: features[position], threshold: splits[position],
        yes: child(yes[position], isLeaf: yesAreLeaves[position]),
        no: child(no[position], isLeaf: noAreLeaves[position]),
        missingIsTrue: !tracks.isEmpty && tracks[position] != 0)
      if node.mode == .member {
        guard sets.indices.contains(nextSet) else {
          throw reader.malformed("'membership_values' ends before tree node \(position)")
        }
        node.members = sets[nextSet]
        nextSet += 1
      }
      nodes.append(node)
    }
    for (target, weight) in zip(targets, weights) {
      nodes.append(
        Node(
          mode: .leaf, feature: 0, threshold: 0, yes: 0, no: 0, missingIsTrue: false,
          weights: [Weight(output: target, value: weight)]))
    }
    // A tree that is one leaf is written as a node whose two children are the same leaf.
    try self.init(
      nodes: nodes, roots: roots.map { $0 < count ? $0 : -1 }, outputCount: outputCount,
      isDouble: isDouble, place: reader.place)
  }

  private static func modes(_ reader: inout ONNXNodeReader) throws(ModelError) -> [Mode] {
    guard case .integer(let numbers)? = try reader.tensor("nodes_modes")?.elements else {
      throw reader.malformed("'nodes_modes' must be a tensor of small numbers")
    }
    var modes: [Mode] = []
    for number in numbers {
      guard let mode = Mode(rawValue: Int(number)), mode != .leaf else {
        throw reader.malformed("has a node of mode \(number)")
      }
      modes.append(mode)
    }
    return modes
  }

  private static func tensor(
    _ name: String, _ reader: inout ONNXNodeReader
  ) throws(ModelError) -> (values: [Double], isDouble: Bool) {
    switch try reader.tensor(name)?.elements {
    case .float(let values): return (values.map { Double($0) }, false)
    case .double(let values): return (values, true)
    default: throw reader.malformed("'\(name)' must be a tensor of floats or doubles")
    }
  }

  /// The sets of membership tests, each ended by NaN.
  private static func sets(_ reader: inout ONNXNodeReader) throws(ModelError) -> [[Double]] {
    guard reader.has("membership_values") else { return [] }
    let (values, _) = try tensor("membership_values", &reader)
    return values.split(omittingEmptySubsequences: false) { $0.isNaN }.map { Array($0) }
  }
}
