/// How many rows of the training data each node has seen, by the measure of the model's own library:
/// what path-dependent SHAP values weigh branches with. No prediction depends on them.
package enum NodeCovers: Sendable, Equatable {
  /// The file has none.
  case absent
  /// The file's are of no use: where and why.
  case flawed(String)
  /// One finite number >= 0 for each of ``TreeEnsemble/nodes``.
  case known([Double])

  /// Covers as they come, tree after tree.
  struct Collector {
    private var covers: [Double] = []
    private var problem: NodeCovers?

    /// Adds the covers of a tree, given in the order of the file's nodes.
    ///
    /// - Parameters:
    ///   - covers: Empty if the file has none for this tree.
    ///   - sources: The nodes that the ensemble keeps, in its order.
    mutating func append(_ covers: [Double], sources: [Int], tree: Int) {
      guard problem == nil else { return }
      guard !covers.isEmpty else {
        problem = .absent
        return
      }
      for source in sources {
        guard covers.indices.contains(source) else {
          problem = .flawed("tree \(tree) has covers for \(covers.count) nodes only")
          return
        }
        let cover = covers[source]
        guard cover.isFinite, cover >= 0 else {
          problem = .flawed(
            "the cover of tree \(tree), node \(source) is \(cover), which is no amount of rows")
          return
        }
        self.covers.append(cover)
      }
    }

    /// The covers of all trees; absent if one has none.
    func finish() -> NodeCovers { problem ?? .known(covers) }
  }
}

extension TreeEnsemble {
  /// The share of a node's training rows that its test sent left, by ``nodes``: 0.5 where training
  /// rows reached neither child, 1 for leaves.
  ///
  /// Shares are of the children's sum, so that both sides add up to 1 even where the file's numbers are
  /// rounded.
  ///
  /// - Returns: nil unless ``covers`` are known.
  package func leftShares() -> [Double]? {
    guard case .known(let covers) = covers else { return nil }
    return nodes.map { node in
      guard !node.isLeaf else { return 1 }
      // Halves, so that no sum of finite covers overflows.
      let (left, right) = (covers[Int(node.left)] / 2, covers[Int(node.right)] / 2)
      return left + right > 0 ? left / (left + right) : 0.5
    }
  }
}
