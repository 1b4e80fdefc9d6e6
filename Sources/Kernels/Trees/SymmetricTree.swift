/// Recognises trees whose levels ask one test each, as CatBoost grows them.
enum SymmetricTree {
  /// The tests of the levels of `nodes`, a tree in preorder, from the root on; nil if it has another
  /// shape or only one leaf.
  static func levels(of nodes: [ForestNode]) -> [ForestNode]? {
    let depth = (nodes.count + 1).trailingZeroBitCount - 1
    guard depth > 0, nodes.count + 1 == 2 << depth else { return nil }
    var levels: [ForestNode] = []
    var levelOf = [Int](repeating: 0, count: nodes.count)
    for (index, node) in nodes.enumerated() {
      let level = levelOf[index]
      guard let right = node.right else {
        guard level == depth else { return nil }
        continue
      }
      guard level < depth, right > index, right < nodes.count else { return nil }
      levelOf[index + 1] = level + 1
      levelOf[right] = level + 1
      if level == levels.count {
        levels.append(node)
      } else if !node.asksSame(as: levels[level]) {
        return nil
      }
    }
    return levels
  }
}

extension ForestNode {
  fileprivate func asksSame(as other: ForestNode) -> Bool {
    switch (self, other) {
    case (.test(let column, let cut, _), .test(let otherColumn, let otherCut, _)):
      column == otherColumn && cut == otherCut
    case (.categories(let set, _), .categories(let otherSet, _)): set == otherSet
    default: false
    }
  }
}
