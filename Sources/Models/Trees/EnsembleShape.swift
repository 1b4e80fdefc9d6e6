/// The size of an ensemble, for people.
package struct EnsembleShape: Sendable, Equatable {
  package let trees: Int
  package let leaves: Int
  /// The most tests between a root and a leaf.
  package let depth: Int

  package init(of ensemble: TreeEnsemble) {
    trees = ensemble.roots.count
    leaves = ensemble.nodes.count { $0.isLeaf }
    // Children stand behind their parents, so one pass knows every depth.
    var depths = [Int](repeating: 0, count: ensemble.nodes.count)
    for (index, node) in ensemble.nodes.enumerated() where !node.isLeaf {
      depths[Int(node.left)] = depths[index] + 1
      depths[Int(node.right)] = depths[index] + 1
    }
    depth = depths.max() ?? 0
  }

  /// The facts of ``ModelDescription``.
  var facts: [(name: String, value: String)] {
    [("trees", "\(trees)"), ("depth", "\(depth)"), ("leaves", "\(leaves)")]
  }
}
