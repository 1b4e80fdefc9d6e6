extension ONNXTrees {
  /// Reads `TreeEnsembleClassifier` and `TreeEnsembleRegressor`.
  ///
  /// - Parameters:
  ///   - target: what the leaves' attributes begin with, `class` or `target`.
  ///   - outputCount: the number of classes or targets.
  init(
    _ reader: inout ONNXNodeReader, target: String, outputCount: Int
  ) throws(ModelError) {
    let trees = reader.integers("nodes_treeids")
    let count = trees.count
    func checked<Value>(_ name: String, _ values: [Value]) throws(ModelError) -> [Value] {
      guard values.count == count else {
        throw reader.malformed("'\(name)' holds \(values.count) elements; \(count) are expected")
      }
      return values
    }
    let ids = try checked("nodes_nodeids", reader.integers("nodes_nodeids"))
    let features = try checked("nodes_featureids", reader.integers("nodes_featureids"))
    let modes = try checked("nodes_modes", reader.texts("nodes_modes"))
    let yes = try checked("nodes_truenodeids", reader.integers("nodes_truenodeids"))
    let no = try checked("nodes_falsenodeids", reader.integers("nodes_falsenodeids"))
    let (thresholds, isDouble) = try ONNXTrees.numbers("nodes_values", &reader)
    _ = try checked("nodes_values", thresholds)
    let tracks = reader.integers("nodes_missing_value_tracks_true")
    if !tracks.isEmpty { _ = try checked("nodes_missing_value_tracks_true", tracks) }
    // How often training rows came by.
    reader.ignore("nodes_hitrates", "nodes_hitrates_as_tensor")

    var index: [Key: Int] = [:]
    index.reserveCapacity(count)
    var roots: [Int] = []
    var known: Set<Int> = []
    for (position, (tree, id)) in zip(trees, ids).enumerated() {
      guard index.updateValue(position, forKey: Key(tree: tree, node: id)) == nil else {
        throw reader.malformed("tree \(tree) has node \(id) twice")
      }
      if known.insert(tree).inserted { roots.append(position) }
    }
    var nodes: [Node] = []
    nodes.reserveCapacity(count)
    for position in 0..<count {
      guard let mode = Mode(name: modes[position]) else {
        throw reader.malformed("has a node of mode '\(modes[position])'")
      }
      let tree = trees[position]
      nodes.append(
        Node(
          mode: mode, feature: features[position], threshold: thresholds[position],
          yes: index[Key(tree: tree, node: yes[position])] ?? -1,
          no: index[Key(tree: tree, node: no[position])] ?? -1,
          missingIsTrue: !tracks.isEmpty && tracks[position] != 0))
    }
    try ONNXTrees.addWeights(to: &nodes, index, target: target, isDouble: isDouble, &reader)
    try self.init(
      nodes: nodes, roots: roots, outputCount: outputCount, isDouble: isDouble,
      place: reader.place)
  }

  private struct Key: Hashable {
    let tree: Int
    let node: Int
  }

  private static func addWeights(
    to nodes: inout [Node], _ index: [Key: Int], target: String, isDouble: Bool,
    _ reader: inout ONNXNodeReader
  ) throws(ModelError) {
    let trees = reader.integers("\(target)_treeids")
    let ids = reader.integers("\(target)_nodeids")
    let outputs = reader.integers("\(target)_ids")
    let (weights, areDoubles) = try numbers("\(target)_weights", &reader)
    guard ids.count == trees.count, outputs.count == trees.count, weights.count == trees.count,
      areDoubles == isDouble || weights.isEmpty
    else { throw reader.malformed("has lists of different lengths for its leaves") }
    for position in trees.indices {
      guard let node = index[Key(tree: trees[position], node: ids[position])],
        nodes[node].mode == .leaf
      else {
        throw reader.malformed(
          "gives a weight to node \(ids[position]) of tree \(trees[position]), which is no leaf")
      }
      nodes[node].weights.append(
        Weight(output: outputs[position], value: weights[position]))
    }
  }

  /// A list of floats, or the tensor of doubles in its place.
  static func numbers(
    _ name: String, _ reader: inout ONNXNodeReader
  ) throws(ModelError) -> (values: [Double], isDouble: Bool) {
    guard let tensor = try reader.tensor("\(name)_as_tensor") else {
      return (reader.floats(name).map { Double($0) }, false)
    }
    switch tensor.elements {
    case .double(let values): return (values, true)
    case .float(let values): return (values.map { Double($0) }, false)
    case .integer, .truth, .text:
      throw reader.malformed("'\(name)_as_tensor' must be floats or doubles")
    }
  }
}
