/// One tree of a LightGBM file, brought into the builder's form.
struct LightGBMTree {
  private let section: LightGBMSection
  private let leafCount: Int
  private var splitCount: Int { leafCount - 1 }

  init(_ section: LightGBMSection) throws(ModelError) {
    self.section = section
    guard let leaves = try section.count("num_leaves", least: 1) else {
      throw .malformed(
        place: "the tree at line \(section.line)", problem: "'num_leaves' is missing")
    }
    leafCount = leaves
  }

  /// The tree with splits first and leaves behind them, its category sets added to `builder`.
  func converted(
    into builder: inout TreeEnsembleBuilder, isLinearModel: Bool
  ) throws(ModelError) -> TreeEnsembleBuilder.Tree {
    var tree = TreeEnsembleBuilder.Tree()
    tree.leafValues = try section.doubles("leaf_value", count: leafCount)
    tree.nodes.reserveCapacity(2 * leafCount - 1)
    if splitCount > 0 { tree.nodes = try splits(into: &builder) }
    for leaf in 0..<leafCount { tree.nodes.append(.leaf(at: leaf)) }
    tree.covers = try covers()
    if isLinearModel { tree.linearLeaves = try linearLeaves(plain: tree.leafValues) }
    return tree
  }

  /// The rows of the training data by node, which the library's own contributions weigh with; none
  /// where the file was written without.
  private func covers() throws(ModelError) -> [Double] {
    guard splitCount > 0 else { return [1] }
    guard section.has("internal_count"), section.has("leaf_count") else { return [] }
    return try section.doubles("internal_count", count: splitCount)
      + section.doubles("leaf_count", count: leafCount)
  }

  private func splits(
    into builder: inout TreeEnsembleBuilder
  ) throws(ModelError) -> [TreeEnsemble.Node] {
    let features = try section.integers("split_feature", count: splitCount)
    let thresholds = try section.doubles("threshold", count: splitCount)
    let decisions = try section.integers("decision_type", count: splitCount)
    let left = try section.integers("left_child", count: splitCount)
    let right = try section.integers("right_child", count: splitCount)
    let sets = try categorySets(into: &builder)
    var nodes: [TreeEnsemble.Node] = []
    nodes.reserveCapacity(2 * leafCount - 1)
    for index in 0..<splitCount {
      guard let feature = Int32(exactly: features[index]), feature >= 0 else {
        throw section.malformed("split_feature", "node \(index) tests feature \(features[index])")
      }
      guard !thresholds[index].isNaN else {
        throw section.malformed("threshold", "of node \(index) is not a number")
      }
      var node = TreeEnsemble.Node(
        feature: feature, left: try child(left[index], "left_child", of: index),
        right: try child(right[index], "right_child", of: index), categorySet: -1,
        threshold: thresholds[index], missing: try missing(decisions[index], of: index),
        defaultLeft: decisions[index] & 2 != 0)
      if decisions[index] & 1 != 0 {
        guard let set = Int(exactly: thresholds[index]), sets.indices.contains(set) else {
          throw section.malformed(
            "threshold", "of node \(index) is category set \(thresholds[index]) of \(sets.count)")
        }
        node.categorySet = sets[set]
        node.threshold = 0
      }
      nodes.append(node)
    }
    return nodes
  }

  /// A child as a position: leaves are written as −1 − leaf and stand behind the splits here.
  private func child(_ child: Int, _ key: String, of node: Int) throws(ModelError) -> Int32 {
    let isInRange = child >= 0 ? child < splitCount : ~child < leafCount
    guard isInRange else {
      throw section.malformed(
        key,
        "node \(node) has child \(child); the tree has \(splitCount) nodes and \(leafCount)"
          + " leaves")
    }
    return Int32(child >= 0 ? child : splitCount + ~child)
  }

  /// Bits 2 and 3 of a decision type.
  private func missing(
    _ decision: Int, of node: Int
  ) throws(ModelError) -> TreeEnsemble.MissingRule {
    guard decision >= 0, let rule = TreeEnsemble.MissingRule(rawValue: UInt8(decision >> 2 & 3))
    else {
      throw section.malformed("decision_type", "node \(node) has \(decision), which has no meaning")
    }
    return rule
  }

  private func categorySets(into builder: inout TreeEnsembleBuilder) throws(ModelError) -> [Int32] {
    guard let count = try section.count("num_cat", least: 0), count > 0, count < splitCount + 1
    else {
      return []
    }
    let boundaries = try section.integers("cat_boundaries", count: count + 1)
    guard boundaries[0] == 0, boundaries[count] <= section.byteCount,
      zip(boundaries, boundaries.dropFirst()).allSatisfy({ $0 <= $1 })
    else { throw section.malformed("cat_boundaries", "does not ascend from 0") }
    let words = try section.integers("cat_threshold", count: boundaries[count])
    guard words.allSatisfy({ $0 >= 0 && $0 <= Int(UInt32.max) }) else {
      throw section.malformed("cat_threshold", "holds a number that is no word of 32 bits")
    }
    var sets: [Int32] = []
    for (start, end) in zip(boundaries, boundaries.dropFirst()) {
      var set = [UInt64](repeating: 0, count: (end - start + 1) / 2)
      for (offset, word) in words[start..<end].enumerated() {
        set[offset >> 1] |= UInt64(word) << (offset & 1 == 0 ? 0 : 32)
      }
      sets.append(builder.addCategorySet(set))
    }
    return sets
  }

  /// The linear functions of the leaves; a tree without has constants.
  private func linearLeaves(plain: [Double]) throws(ModelError) -> [TreeEnsemble.LinearLeaf] {
    guard try section.text("is_linear") == "1" else {
      return plain.map { TreeEnsemble.LinearLeaf(constant: $0, features: [], coefficients: []) }
    }
    let constants = try section.doubles("leaf_const", count: leafCount)
    let counts = try section.integers("num_features", count: leafCount)
    var total = 0
    for count in counts {
      guard count >= 0, count <= section.byteCount - total else {
        throw section.malformed("num_features", "holds \(count), which is no count")
      }
      total += count
    }
    let features = try section.integers("leaf_features", count: total)
    let coefficients = try section.doubles("leaf_coeff", count: total)
    var leaves: [TreeEnsemble.LinearLeaf] = []
    var start = 0
    for (constant, count) in zip(constants, counts) {
      let range = start..<start + count
      start += count
      leaves.append(
        TreeEnsemble.LinearLeaf(
          constant: constant, features: features[range].map { Int32(clamping: $0) },
          coefficients: Array(coefficients[range])))
    }
    return leaves
  }
}
