import Kernels

/// One tree of an XGBoost document, brought into the builder's form.
struct XGBoostTree {
  /// The most 64-bit words that the category sets of all trees together may take.
  private static let wordLimit = Limits.Models.setWords
  /// Codes are held in Floats, so all below 2^24 are exact.
  private static let categoryLimit = 16_777_216

  private let node: DocumentNode
  private let left: [Int]
  private let right: [Int]
  private let features: [Int]
  private let conditions: [Float]
  private let defaultLeft: [Int]
  private let types: [Int]
  /// `sum_hessian`; empty where the file has none.
  private let covers: [Float]
  /// The number of values of each leaf; 1 for scalar trees.
  let leafWidth: Int

  init(_ node: DocumentNode, outputCount: Int) throws(ModelError) {
    self.node = node
    let leftNode = try node.member("left_children")
    left = try leftNode.integers()
    let count = left.count
    guard count > 0 else { throw leftNode.malformed("the tree has no nodes") }
    if let stated = try node.optional("tree_param")?.optional("num_nodes") {
      let nodes = try stated.integer()
      guard nodes == count else {
        throw stated.malformed("is \(nodes), the tree has \(count) nodes")
      }
    }
    right = try node.member("right_children").integers(count: count)
    features = try node.member("split_indices").integers(count: count)
    conditions = try node.member("split_conditions").floats(count: count)
    defaultLeft = try node.member("default_left").integers(count: count)
    types = try node.optional("split_type")?.integers(count: count) ?? []
    covers = try node.optional("sum_hessian")?.floats(count: count) ?? []
    let width = try node.optional("tree_param")?.optional("size_leaf_vector")
    leafWidth = max(1, try width?.integer() ?? 1)
    guard leafWidth == 1 || leafWidth == outputCount else {
      throw (width ?? node).malformed(
        "leaves have \(leafWidth) values, the model has \(outputCount) outputs")
    }
  }

  /// The tree's nodes and leaves, its category sets added to `builder`.
  ///
  /// - Parameter weight: What leaves are multiplied by (dart), in Float.
  func converted(
    into builder: inout TreeEnsembleBuilder, weight: Float, words: inout Int
  ) throws(ModelError) -> TreeEnsembleBuilder.Tree {
    var tree = TreeEnsembleBuilder.Tree()
    let sets = try categorySets(into: &builder, words: &words)
    let vectors = leafWidth > 1 ? try VectorLeaves(node, width: leafWidth, count: left.count) : nil
    tree.nodes.reserveCapacity(left.count)
    tree.covers = covers.map(Double.init)
    for index in left.indices {
      if left[index] == -1 {
        tree.nodes.append(.leaf(at: tree.leafValues.count))
        if let vectors {
          let values = try vectors.values(of: index, leaf: right[index])
          tree.leafValues.append(contentsOf: values.map { Double($0 * weight) })
        } else {
          tree.leafValues.append(Double(conditions[index] * weight))
        }
        continue
      }
      tree.nodes.append(try split(index, set: sets[index]))
    }
    return tree
  }

  private func split(_ index: Int, set: Int32?) throws(ModelError) -> TreeEnsemble.Node {
    guard left.indices.contains(left[index]) else {
      throw malformed("left_children", index, "is \(left[index]), the tree has \(left.count) nodes")
    }
    // The library walks to left + 1 whatever this array says; it never writes anything else.
    guard right[index] == left[index] + 1 else {
      throw malformed(
        "right_children", index,
        "is \(right[index]); one more than the left child's \(left[index])"
          + " is expected")
    }
    guard let feature = Int32(exactly: features[index]), feature >= 0 else {
      throw malformed("split_indices", index, "is \(features[index]), which is no feature")
    }
    let goesLeft = defaultLeft[index] != 0
    if let set {
      // A category of the list goes right, all else left: the builder's rule with the sides
      // swapped.
      return TreeEnsemble.Node(
        feature: feature, left: Int32(right[index]), right: Int32(left[index]), categorySet: set,
        threshold: 0, missing: .nan, defaultLeft: !goesLeft)
    }
    guard types.isEmpty || types[index] == 0 else {
      throw malformed(
        "split_type", index, "is \(types[index]), but categories_nodes lacks the node")
    }
    guard !conditions[index].isNaN else {
      throw malformed("split_conditions", index, "is not a number")
    }
    return TreeEnsemble.Node(
      feature: feature, left: Int32(left[index]), right: Int32(right[index]), categorySet: -1,
      threshold: Double(conditions[index]), missing: .nan, defaultLeft: goesLeft)
  }

  private func malformed(_ key: String, _ index: Int, _ problem: String) -> ModelError {
    .malformed(
      place: DocumentPath.index(index, of: .key(key, of: node.path)).description, problem: problem)
  }

  /// The category sets by node.
  private func categorySets(
    into builder: inout TreeEnsembleBuilder, words: inout Int
  ) throws(ModelError) -> [Int: Int32] {
    guard types.contains(1) else { return [:] }
    let nodes = try node.member("categories_nodes").integers()
    let segments = try node.member("categories_segments").integers(count: nodes.count)
    let sizes = try node.member("categories_sizes").integers(count: nodes.count)
    let listNode = try node.member("categories")
    let list = try listNode.integers()
    var sets: [Int: Int32] = [:]
    for (position, index) in nodes.enumerated() {
      guard types.indices.contains(index), types[index] == 1, sets[index] == nil else {
        throw malformed("categories_nodes", position, "is \(index), which is no categorical node")
      }
      let (start, size) = (segments[position], sizes[position])
      guard start >= 0, size >= 0, start <= list.count, size <= list.count - start else {
        throw malformed(
          "categories_segments", position,
          "takes \(size) categories from \(start) on, there are \(list.count)")
      }
      let categories = list[start..<start + size]
      if let bad = categories.first(where: { $0 < 0 || $0 >= XGBoostTree.categoryLimit }) {
        throw listNode.malformed("holds the category \(bad), which is not in 0…16777215")
      }
      let count = ((categories.max() ?? -1) + 64) / 64
      words += count
      guard words <= XGBoostTree.wordLimit else {
        throw .tooLarge(
          what: "the size of all category sets",
          limit: Limits.text(bytes: 8 * XGBoostTree.wordLimit))
      }
      var set = [UInt64](repeating: 0, count: count)
      for category in categories { set[category >> 6] |= 1 << UInt64(category & 63) }
      sets[index] = builder.addCategorySet(set)
    }
    return sets
  }
}

/// The leaves of a tree with one value per output.
private struct VectorLeaves {
  private let node: DocumentNode
  private let values: [Float]
  private let width: Int
  /// Since 3.2 leaves have their own array; before, each node has its values.
  private let isIndexed: Bool

  init(_ tree: DocumentNode, width: Int, count: Int) throws(ModelError) {
    self.width = width
    let own = try tree.optional("leaf_weights")
    isIndexed = own != nil
    if let own { node = own } else { node = try tree.member("base_weights") }
    values = try node.floats()
    guard isIndexed || values.count == width * count else {
      throw node.malformed("holds \(values.count) numbers; \(width * count) are expected")
    }
  }

  func values(of index: Int, leaf: Int) throws(ModelError) -> ArraySlice<Float> {
    let position = isIndexed ? leaf : index
    guard position >= 0, position < values.count / width else {
      throw node.malformed("has no values for leaf \(position)")
    }
    return values[position * width..<(position + 1) * width]
  }
}
