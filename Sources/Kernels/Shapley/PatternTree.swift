import CKernels

/// A tree arranged for interventional Shapley values: which players' conditions a row meets above a leaf
/// is a pattern of bits, and the background's patterns are known in advance.
struct PatternTree: Sendable {
  /// What is known about the background at each leaf.
  enum Body: Sendable {
    /// At most 8 players above a leaf: tables over the row's pattern.
    case narrow(leaves: [tg_narrow_leaf], tables: [Double])
    /// At most 64: the background's patterns, each once, with their weights.
    case wide(leaves: [tg_wide_leaf], patterns: [UInt64], weights: [Double])
  }

  let output: Int
  let nodes: [tg_pattern_node]
  /// The players of the leaves' slots, leaf after leaf.
  let players: [UInt32]
  let body: Body
  let depth: Int
  /// By leaf, its first value and the weight of the background rows that reach it.
  private let reached: [(value: Int, weight: Double)]

  init(
    _ tree: ShapleyTree, tests: BranchTests, background: [ShapleyTile.Weighted],
    weights: ShapleyWeights
  ) {
    let shape = Shape(tree)
    output = tree.output
    nodes = shape.nodes
    players = shape.players
    depth = shape.depth
    let collected =
      shape.slotLimit <= 8
      ? shape.narrowBody(tests, background, weights) : shape.wideBody(tests, background)
    body = collected.body
    reached = zip(shape.leaves, collected.reached).map { ($0.value, $1) }
  }

  /// What the background's rows reach on average, by output.
  func base(_ leafValues: [Double], outputCount: Int) -> [Double] {
    ShapleySums.base(
      of: reached, leafValues, output: output, outputCount: outputCount)
  }

  /// The nodes as the kernels take them, and the leaves in order.
  struct Shape {
    let nodes: [tg_pattern_node]
    let leaves: [(value: Int, firstPlayer: Int, slots: Int)]
    let players: [UInt32]
    let depth: Int

    /// The most players above a leaf.
    var slotLimit: Int { leaves.reduce(0) { max($0, $1.slots) } }

    init(_ tree: ShapleyTree) {
      var nodes: [tg_pattern_node] = []
      var leaves: [(value: Int, firstPlayer: Int, slots: Int)] = []
      var players: [UInt32] = []
      // By slot, the player on the path to the current node.
      var path: [UInt32] = []
      let visits = tree.visits()
      for visit in visits {
        var node = tg_pattern_node()
        node.depth = UInt32(visit.depth)
        node.goes_right = visit.goesRight ? 1 : 0
        node.is_repeated = visit.ancestor > 0 ? 1 : 0
        node.slot = UInt8(clamping: visit.slot)
        if visit.depth > 0, visit.ancestor == 0 {
          path.removeSubrange(visit.slot...)
          path.append(UInt32(visit.player))
        }
        switch visit.node {
        case .test(let number, _, _, _): node.subject = UInt32(number)
        case .leaf(let value):
          node.is_leaf = 1
          node.subject = UInt32(leaves.count)
          leaves.append((value, players.count, visit.playerCount))
          players += path[..<visit.playerCount]
        }
        nodes.append(node)
      }
      self.nodes = nodes
      self.leaves = leaves
      self.players = players
      depth = visits.reduce(0) { max($0, $1.depth) }
    }
  }
}
