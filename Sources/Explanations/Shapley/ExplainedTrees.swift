internal import Kernels
internal import Models

/// The trees of a model as their Shapley values are computed: who the players are, and what leaves add
/// to the margins.
struct ExplainedTrees: Sendable {
  let trees: [ShapleyTree]
  /// Scaled to the margin's units.
  let leafValues: [Double]
  let tests: BranchTests
  let outputCount: Int
  /// By output, the margin of no tree at all.
  let starts: [Double]

  /// - Parameters:
  ///   - players: By input, its feature; inputs of one feature change together.
  ///   - shares: By node, the share of its training rows that went left.
  /// - Throws: ``ExplanationError/unfit(_:)`` if the trees have no exact values: leaves that are linear
  ///   functions, or inputs that are made of several features.
  init(
    _ rows: TreeRows, players: [Int?], shares: [Double]?
  ) throws(ExplanationError) {
    let ensemble = rows.trees.ensemble
    guard ensemble.linearLeaves.isEmpty else {
      throw .unfit(
        "the leaves are linear functions (LightGBM's linear_tree), which have no exact SHAP "
          + "values; sampling works for any model")
    }
    let (tests, numbers) = ensemble.branchTests()
    var trees: [ShapleyTree] = []
    for (tree, root) in ensemble.roots.enumerated() {
      var nodes: [ShapleyTree.Node] = []
      for index in ensemble.range(ofTree: tree) {
        let node = ensemble.nodes[index]
        guard !node.isLeaf else {
          nodes.append(.leaf(value: Int(node.left)))
          continue
        }
        guard let player = players[Int(node.feature)] else {
          throw .unfit(
            "the trees test inputs that are made of several features, so no feature owns them; "
              + "sampling works for any model")
        }
        nodes.append(
          .test(
            number: Int(numbers[index]), player: player, right: Int(node.right - root),
            leftShare: shares?[index] ?? 0.5))
      }
      trees.append(ShapleyTree(nodes: nodes, output: Int(ensemble.treeOutputs[tree])))
    }
    self.trees = trees
    self.tests = tests
    let factor = ensemble.scale / ensemble.divisor
    leafValues = ensemble.leafValues.map { $0 * factor }
    outputCount = ensemble.outputCount
    starts = zip(ensemble.biases, ensemble.baseScores).map { $0 + $1 * factor }
  }

  /// The result of the kernels as attributions.
  func attributions(
    _ sums: ShapleySums, method: Attributions.Method, features: [String]
  ) -> Attributions {
    Attributions(
      method: method, features: features, rowCount: sums.rowCount,
      bases: zip(starts, sums.bases).map(+),
      values: (0..<outputCount).map { output in
        features.indices.map { Array(sums.values(output: output, player: $0)) }
      })
  }
}
