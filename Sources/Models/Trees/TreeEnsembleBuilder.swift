/// Collects trees as a format's reader finds them and checks them once, for all formats.
///
/// A reader appends one tree after another, children given as indices within the tree, root first.
/// ``append(_:output:)`` refuses children out of range, nodes with two parents (so also cycles),
/// unknown features, outputs and category sets, NaN thresholds and non-finite leaves. Unreachable
/// nodes are legal (XGBoost prunes) and dropped.
package struct TreeEnsembleBuilder {
  package let featureCount: Int
  package let outputCount: Int
  package let comparison: TreeEnsemble.Comparison
  package let precision: TreeEnsemble.Precision
  package let categoryRule: TreeEnsemble.CategoryRule
  /// What each output starts from, in margin space; 0 unless set.
  package var baseScores: [Double]
  /// What outputs are divided by; the number of rounds for averaged forests.
  package var divisor = 1.0
  /// What outputs are multiplied by at the end.
  package var scale = 1.0
  /// What is added to each output after that; 0 unless set.
  package var biases: [Double]
  package private(set) var categorySets: [[UInt64]] = []
  package private(set) var linearLeaves: [TreeEnsemble.LinearLeaf] = []
  private var roots: [Int32] = []
  private var treeOutputs: [Int32] = []
  private var nodes: [TreeEnsemble.Node] = []
  private var leafValues: [Double] = []
  private var covers = NodeCovers.Collector()

  package init(
    featureCount: Int, outputCount: Int, comparison: TreeEnsemble.Comparison,
    precision: TreeEnsemble.Precision, categoryRule: TreeEnsemble.CategoryRule
  ) {
    self.featureCount = featureCount
    self.outputCount = outputCount
    self.comparison = comparison
    self.precision = precision
    self.categoryRule = categoryRule
    baseScores = [Double](repeating: 0, count: outputCount)
    biases = baseScores
  }

  /// One tree as a reader found it.
  package struct Tree {
    /// Children index this array; a leaf's `left` indexes ``leafValues`` (its first value).
    package var nodes: [TreeEnsemble.Node] = []
    package var leafValues: [Double] = []
    /// Empty, or one per value of ``leafValues``.
    package var linearLeaves: [TreeEnsemble.LinearLeaf] = []
    /// Empty, or the training rows that reached each of ``nodes`` (``NodeCovers``); any numbers are
    /// accepted, and those that cannot be rows are remembered as flawed.
    package var covers: [Double] = []

    package init() {}
  }

  /// Adds a set of category codes and gives the index that nodes name it by.
  package mutating func addCategorySet(_ words: [UInt64]) -> Int32 {
    categorySets.append(words)
    return Int32(categorySets.count - 1)
  }

  /// Checks `tree` and adds it.
  ///
  /// - Parameter output: the output its leaves add to, or −1 for vector leaves over all outputs.
  /// - Throws: ``ModelError/malformed(place:problem:)`` naming tree and node.
  package mutating func append(_ tree: Tree, output: Int) throws(ModelError) {
    let treeIndex = roots.count
    func malformed(_ node: Int, _ problem: String) -> ModelError {
      .malformed(place: "tree \(treeIndex), node \(node)", problem: problem)
    }
    guard output >= -1, output < outputCount else {
      throw .malformed(
        place: "tree \(treeIndex)",
        problem: "adds to output \(output), the model has \(outputCount)")
    }
    let leafWidth = output == -1 ? outputCount : 1
    guard !tree.nodes.isEmpty else {
      throw .malformed(place: "tree \(treeIndex)", problem: "has no nodes")
    }
    guard output >= 0 || tree.linearLeaves.isEmpty else {
      throw .malformed(
        place: "tree \(treeIndex)", problem: "has linear leaves that are vectors too")
    }
    if let bad = tree.leafValues.first(where: { !$0.isFinite }) {
      throw .malformed(place: "tree \(treeIndex)", problem: "a leaf is \(bad), not a finite number")
    }
    try ModelError.check(numbered: nodes.count + tree.nodes.count, "nodes")
    try ModelError.check(numbered: leafValues.count + tree.leafValues.count, "leaf values")

    // Preorder renumbering: children follow parents, so every walk ends.
    let leafOffset = leafValues.count
    var seen = [Bool](repeating: false, count: tree.nodes.count)
    var pending: [(source: Int, parent: Int, isLeft: Bool)] = [(0, -1, false)]
    let root = nodes.count
    var sources: [Int] = []
    while let (source, parent, isLeft) = pending.popLast() {
      guard tree.nodes.indices.contains(source) else {
        throw malformed(
          parent < 0 ? 0 : source,
          "child \(source) is out of range, the tree has \(tree.nodes.count) nodes")
      }
      guard !seen[source] else { throw malformed(source, "has two parents or is part of a cycle") }
      seen[source] = true
      sources.append(source)
      var node = tree.nodes[source]
      let index = nodes.count
      if parent >= 0 {
        if isLeft { nodes[parent].left = Int32(index) } else { nodes[parent].right = Int32(index) }
      }
      if node.isLeaf {
        let first = Int(node.left)
        guard first >= 0, first + leafWidth <= tree.leafValues.count else {
          throw malformed(source, "leaf value \(first) is out of range")
        }
        node.left = Int32(leafOffset + first)
        node.right = -1
        nodes.append(node)
        continue
      }
      guard node.feature < featureCount else {
        throw malformed(
          source, "tests feature \(node.feature), the model has \(featureCount) features")
      }
      guard !node.threshold.isNaN else { throw malformed(source, "the threshold is not a number") }
      guard node.categorySet < categorySets.count else {
        throw malformed(source, "category set \(node.categorySet) does not exist")
      }
      let (left, right) = (Int(node.left), Int(node.right))
      for child in [left, right] where !tree.nodes.indices.contains(child) {
        throw malformed(
          source, "child \(child) is out of range, the tree has \(tree.nodes.count) nodes")
      }
      nodes.append(node)
      pending.append((right, index, false))
      pending.append((left, index, true))
    }
    roots.append(Int32(root))
    treeOutputs.append(Int32(output))
    leafValues.append(contentsOf: tree.leafValues)
    covers.append(tree.covers, sources: sources, tree: treeIndex)
    try append(linear: tree, treeIndex: treeIndex)
  }

  private mutating func append(linear tree: Tree, treeIndex: Int) throws(ModelError) {
    guard !tree.linearLeaves.isEmpty || !linearLeaves.isEmpty else { return }
    let place = "tree \(treeIndex)"
    guard tree.linearLeaves.count == tree.leafValues.count,
      linearLeaves.count + tree.leafValues.count == leafValues.count
    else {
      throw .malformed(place: place, problem: "linear leaves are given for some leaves only")
    }
    for leaf in tree.linearLeaves {
      guard leaf.features.count == leaf.coefficients.count,
        leaf.features.allSatisfy({ $0 >= 0 && $0 < featureCount }),
        leaf.constant.isFinite, leaf.coefficients.allSatisfy(\.isFinite)
      else {

        throw .malformed(
          place: place,
          problem: "a linear leaf has an unknown feature or a number that is not finite")

      }
    }
    linearLeaves.append(contentsOf: tree.linearLeaves)
  }

  /// The finished ensemble.
  package func build() throws(ModelError) -> TreeEnsemble {
    guard outputCount > 0, baseScores.count == outputCount, baseScores.allSatisfy(\.isFinite) else {
      throw .malformed(
        place: "base score", problem: "must be \(max(1, outputCount)) finite numbers")
    }
    guard divisor > 0, divisor.isFinite else {
      throw .malformed(place: "trees", problem: "there is nothing to average")
    }
    guard scale.isFinite, biases.count == outputCount, biases.allSatisfy(\.isFinite) else {
      throw .malformed(place: "scale and bias", problem: "must be finite numbers")
    }
    return TreeEnsemble(
      validated: self, roots: roots, treeOutputs: treeOutputs, nodes: nodes, leafValues: leafValues,
      covers: covers.finish())
  }
}
