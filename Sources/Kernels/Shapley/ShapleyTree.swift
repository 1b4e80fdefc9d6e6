/// A tree as its Shapley values are computed from it.
///
/// Who gets a share of a leaf's value is a *player*: a feature, and with it all inputs that are made
/// of it and so change together.
package struct ShapleyTree: Sendable {
  /// A node in preorder: the left child follows its parent.
  package enum Node: Sendable {
    /// - Parameters:
    ///   - number: The number of the test in ``BranchTests``.
    ///   - right: The right child.
    ///   - leftShare: The share of the node's training rows that went left; any number in 0…1 where
    ///     nobody asks for it.
    case test(number: Int, player: Int, right: Int, leftShare: Double)
    /// The position of the leaf's first value.
    case leaf(value: Int)
  }

  package let nodes: [Node]
  /// The output that the leaves add to; −1 for leaves with a value for each.
  package let output: Int

  package init(nodes: [Node], output: Int) {
    self.nodes = nodes
    self.output = output
  }

  /// A node, and what lies above it.
  struct Visit {
    let node: Node
    /// The number of tests above.
    let depth: Int
    let goesRight: Bool
    /// The player of the test right above; −1 at the root.
    let player: Int
    /// The depth below the nearest edge further up that has the same player; 0 for none.
    let ancestor: Int
    /// The player's number among the distinct ones above the node, in order of appearance.
    let slot: Int
    /// The distinct players above the node.
    let playerCount: Int
    /// The share of rows that meets all of the player's conditions down to here.
    let share: Double
    /// The same down to the ancestor; 1 for none.
    let shareAbove: Double
    /// The share of all rows that reaches the node.
    let reach: Double
  }

  /// All nodes in preorder.
  ///
  /// - Precondition: ``nodes`` is a tree in preorder.
  func visits() -> [Visit] {
    var visits: [Visit] = []
    visits.reserveCapacity(nodes.count)
    // By depth, the node on the path to the current one; right children wait for their turn.
    var path: [Visit] = []
    var waiting: [(parent: Visit, test: Node, index: Int)] = []
    for (index, node) in nodes.enumerated() {
      let visit: Visit
      if index == 0 {
        visit = Visit(
          node: node, depth: 0, goesRight: false, player: -1, ancestor: 0, slot: 0,
          playerCount: 0, share: 1, shareAbove: 1, reach: 1)
      } else if let last = visits.last, case .test = last.node {
        visit = ShapleyTree.visit(node, below: last, goesRight: false, path: path)
      } else {
        guard let (parent, _, right) = waiting.popLast(), right == index else {
          preconditionFailure("a tree that is not in preorder")
        }
        path.removeSubrange((parent.depth + 1)...)
        visit = ShapleyTree.visit(node, below: parent, goesRight: true, path: path)
      }
      if case .test(_, _, let right, _) = node {
        waiting.append((visit, node, right))
      }
      path.append(visit)
      visits.append(visit)
    }
    precondition(waiting.isEmpty, "a tree that is not in preorder")
    return visits
  }

  private static func visit(
    _ node: Node, below parent: Visit, goesRight: Bool, path: [Visit]
  ) -> Visit {
    guard case .test(_, let player, _, let leftShare) = parent.node else {
      preconditionFailure("a tree that is not in preorder")
    }
    let share = goesRight ? 1 - leftShare : leftShare
    let above = path.last { $0.player == player }
    return Visit(
      node: node, depth: parent.depth + 1, goesRight: goesRight, player: player,
      ancestor: above?.depth ?? 0, slot: above?.slot ?? parent.playerCount,
      playerCount: parent.playerCount + (above == nil ? 1 : 0),
      share: share * (above?.share ?? 1), shareAbove: above?.share ?? 1,
      reach: parent.reach * share)
  }
}
