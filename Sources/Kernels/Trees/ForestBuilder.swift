import CKernels

/// Collects trees for a ``Forest`` and arranges them for evaluation.
///
/// The C kernels do not check indices; this type does, once, by precondition.
package struct ForestBuilder {
  let width: Forest.Width
  let numericInputs: [NumericInput]
  let categoryInputs: [CategoryInput]
  let columnCount: Int
  let baseScores: [Double]
  let divisor: Double
  let largestSlicedTree: Int
  let deepestSymmetricTree: Int
  private(set) var setHeaders: [tg_category_set] = []
  private(set) var setWords: [UInt64] = []
  private var trees: [Forest.Tree] = []
  private(set) var tests: [tg_test] = []
  private(set) var levels: [tg_level] = []
  private(set) var testedSets: [Int32] = []
  private(set) var scratchColumnCount = 0
  private(set) var nodes: [tg_node] = []
  private(set) var values: [Double] = []
  private(set) var linear: Forest.LinearLeaves

  /// - Parameters:
  ///   - baseScores: What each output starts from.
  ///   - divisor: What outputs are divided by at the end; 1 leaves them as they are.
  ///   - largestSlicedTree: Trees of more leaves are walked; at most 256.
  ///   - deepestSymmetricTree: Trees of more levels are treated as any other, even where each level
  ///     asks one test; at most 16.
  package init(
    width: Forest.Width, numericInputs: [NumericInput], categoryInputs: [CategoryInput],
    categorySets: [CategorySet], baseScores: [Double], divisor: Double,
    largestSlicedTree: Int = 256, deepestSymmetricTree: Int = 16
  ) {
    self.width = width
    self.numericInputs = numericInputs
    self.categoryInputs = categoryInputs
    self.baseScores = baseScores
    self.divisor = divisor
    self.largestSlicedTree = largestSlicedTree
    self.deepestSymmetricTree = deepestSymmetricTree
    columnCount = numericInputs.reduce(0) { $0 + $1.columns.count }
    linear = Forest.LinearLeaves(roundsToFloat: width == .float32)
    precondition((0...256).contains(largestSlicedTree) && columnCount < Forest.columnLimit)
    precondition((0...16).contains(deepestSymmetricTree))
    for set in categorySets {
      precondition(categoryInputs.indices.contains(set.input))
      setHeaders.append(
        tg_category_set(
          offset: UInt32(set.input * Forest.blockRows), word_count: UInt32(set.words.count),
          first_word: setWords.count))
      setWords += set.words
    }
  }

  /// Adds a tree.
  ///
  /// - Parameters:
  ///   - nodes: In preorder.
  ///   - leafValues: By leaf from left to right; of a vector tree, all outputs of a leaf together.
  ///   - linear: Empty, or the constant and terms of each leaf; then all trees have them.
  ///   - output: The output to add to, −1 for vector leaves.
  package mutating func append(
    nodes tree: [ForestNode], leafValues: [Double],
    linear linearLeaves: [(constant: Double, terms: [LinearTerm])] = [], output: Int
  ) {
    let leafCount = (tree.count + 1) / 2
    let leafWidth = output < 0 ? baseScores.count : 1
    precondition(tree.count % 2 == 1 && output < baseScores.count)
    precondition(leafValues.count == leafCount * leafWidth)
    precondition(linearLeaves.isEmpty || linearLeaves.count == leafCount && leafWidth == 1)
    precondition(linearLeaves.isEmpty == linear.constants.isEmpty || values.isEmpty)
    let firstValue = UInt32(values.count)
    for column in 0..<leafWidth {
      for leaf in 0..<leafCount { values.append(leafValues[leaf * leafWidth + column]) }
    }
    for leaf in linearLeaves {
      linear.constants.append(leaf.constant)
      linear.terms += leaf.terms
      linear.starts.append(linear.terms.count)
    }
    let layout = TreeLayout(tree)
    precondition(layout.leafCount == leafCount, "a tree that is not in preorder")
    trees.append(
      Forest.Tree(
        body: body(tree, layout), output: output, leafCount: leafCount, firstValue: firstValue))
  }

  private mutating func body(_ tree: [ForestNode], _ layout: TreeLayout) -> Forest.Tree.Body {
    if let levels = SymmetricTree.levels(of: tree), levels.count <= deepestSymmetricTree {
      return symmetric(levels)
    }
    return layout.leafCount <= largestSlicedTree ? slice(tree, layout) : walk(tree, layout)
  }

  private mutating func symmetric(_ levels: [ForestNode]) -> Forest.Tree.Body {
    let (firstLevel, firstSet) = (self.levels.count, testedSets.count)
    for level in levels {
      let (offset, threshold) = position(of: level, since: firstSet)
      self.levels.append(
        tg_level(offset: UInt32(offset * Forest.blockRows), threshold: spread(threshold)))
    }
    scratchColumnCount = max(scratchColumnCount, testedSets.count - firstSet)
    return .symmetric(
      levels: firstLevel..<self.levels.count, sets: firstSet..<testedSets.count)
  }

  /// The column that a test reads, and the byte that it compares with.
  private mutating func position(
    of node: ForestNode, since firstSet: Int
  ) -> (column: Int, threshold: Int) {
    switch node {
    case .leaf: (0, 0)
    case .test(let column, let cut, _): checked(column: column, cut: cut)
    case .categories(let set, _): scratchColumn(set: set, since: firstSet)
    }
  }

  /// The forest of all trees added.
  package func build() -> Forest {
    // Each output keeps its order of trees, so its sum keeps its bits.
    let hasVectors = trees.contains { $0.output < 0 }
    let order =
      hasVectors
      ? Array(trees.indices)
      : trees.indices.sorted { (trees[$0].output, $0) < (trees[$1].output, $1) }
    return Forest(self, trees: order.map { trees[$0] })
  }

  private mutating func slice(_ tree: [ForestNode], _ layout: TreeLayout) -> Forest.Tree.Body {
    let (firstTest, firstSet) = (tests.count, testedSets.count)
    for (index, node) in tree.enumerated() {
      guard let right = node.right else { continue }
      let (offset, threshold) = position(of: node, since: firstSet)
      tests.append(
        tg_test(
          offset: UInt32(offset * Forest.blockRows), threshold: spread(threshold),
          first: spread(layout.firstLeaf[index]), target: spread(layout.firstLeaf[right])))
    }
    scratchColumnCount = max(scratchColumnCount, testedSets.count - firstSet)
    return .sliced(tests: firstTest..<tests.count, sets: firstSet..<testedSets.count)
  }

  private func checked(column: Int, cut: Int) -> (column: Int, threshold: Int) {
    precondition((0..<columnCount).contains(column) && (0...254).contains(cut))
    return (column, 127 - cut)
  }

  private mutating func scratchColumn(set: Int, since first: Int) -> (column: Int, threshold: Int) {
    precondition(setHeaders.indices.contains(set))
    testedSets.append(Int32(set))
    return (columnCount + testedSets.count - 1 - first, 127)
  }

  private func spread(_ byte: Int) -> UInt32 {
    UInt32(UInt8(truncatingIfNeeded: byte)) * 0x0101_0101
  }

  private mutating func walk(_ tree: [ForestNode], _ layout: TreeLayout) -> Forest.Tree.Body {
    let root = nodes.count
    precondition(root + tree.count < Int(Int32.max))
    var testsCategories = false
    nodes += layout.siblingOrder.map { index in
      let position = root + layout.siblingPosition[index]
      guard let right = tree[index].right else {
        return tg_node(
          offset: 0, left: UInt32(position), threshold: -128,
          leaf: UInt32(layout.firstLeaf[index]))
      }
      let left = UInt32(root + layout.siblingPosition[right] - 1)
      switch tree[index] {
      case .categories(let set, _):
        precondition(setHeaders.indices.contains(set))
        testsCategories = true
        return tg_node(offset: UInt32(set), left: left, threshold: TG_CATEGORY, leaf: 0)
      case .test(let column, let cut, _):
        let (column, threshold) = checked(column: column, cut: cut)
        return tg_node(
          offset: UInt32(column * Forest.blockRows), left: left, threshold: Int32(threshold),
          leaf: 0)
      case .leaf: preconditionFailure("a leaf has no right child")
      }
    }
    return .walked(root: UInt32(root), testsCategories: testsCategories)
  }
}
