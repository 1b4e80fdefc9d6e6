/// Brings a tree into the builder's form.
struct CatBoostTreeConverter {
  let tests: CatBoostSplits
  /// By code, the set of that one code.
  let sets: [Int32]
  /// The tree's number, for messages.
  let index: Int

  private func malformed(_ problem: String) -> ModelError {
    .malformed(place: "tree \(index)", problem: problem)
  }

  func converted(
    _ tree: CatBoostTree, outputCount: Int
  ) throws(ModelError) -> TreeEnsembleBuilder.Tree {
    let (count, overflow) = tree.leafCount.multipliedReportingOverflow(by: outputCount)
    // A depth that no file can hold the leaves of counts as none.
    guard !overflow, count > 0, count == tree.leafValues.count else {
      throw malformed(
        "has \(tree.leafValues.count) leaf values; \(outputCount) for each of \(tree.leafCount)"
          + " leaves are expected")
    }
    var converted = TreeEnsembleBuilder.Tree()
    converted.leafValues = tree.leafValues
    switch tree.shape {
    case .symmetric(let splits): converted.nodes = nodes(symmetric: splits, width: outputCount)
    case .nodes(let nodes):
      converted.nodes = nodes.map { node in
        switch node {
        case .leaf(let value): .leaf(at: value)
        case .test(let split, let left, let right):
          tests.node(split, passed: right, failed: left, sets: sets)
        }
      }
    }
    converted.covers = covers(of: converted.nodes, leafWeights: tree.leafWeights, outputCount)
    return converted
  }

  /// What reaches a node is what reaches the leaves below it. Children stand behind their parents in
  /// every file that a library wrote; of another order no covers are made.
  private func covers(
    of nodes: [TreeEnsemble.Node], leafWeights: [Double], _ outputCount: Int
  ) -> [Double] {
    var covers = [Double](repeating: 0, count: nodes.count)
    for (index, node) in nodes.enumerated().reversed() {
      if node.isLeaf {
        let leaf = Int(node.left) / outputCount
        guard leafWeights.indices.contains(leaf) else { return [] }
        covers[index] = leafWeights[leaf]
      } else {
        let (left, right) = (Int(node.left), Int(node.right))
        guard left > index, right > index, max(left, right) < nodes.count else { return [] }
        covers[index] = covers[left] + covers[right]
      }
    }
    return covers
  }

  /// The complete binary tree in preorder whose level `l` from the top asks split `depth − 1 − l`,
  /// so that leaves stand in order of their numbers.
  private func nodes(symmetric splits: [Int], width: Int) -> [TreeEnsemble.Node] {
    var nodes: [TreeEnsemble.Node] = []
    nodes.reserveCapacity(2 << splits.count)
    var pending = [(level: 0, leaf: 0)]
    while let (level, leaf) = pending.popLast() {
      guard level < splits.count else {
        nodes.append(.leaf(at: leaf * width))
        continue
      }
      let bit = splits.count - 1 - level
      let left = nodes.count + 1
      nodes.append(
        tests.node(splits[bit], passed: left + (2 << bit) - 1, failed: left, sets: sets))
      pending.append((level + 1, leaf + 1 << bit))
      pending.append((level + 1, leaf))
    }
    return nodes
  }
}
