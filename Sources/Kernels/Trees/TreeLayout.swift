/// Where the nodes of a preorder tree stand in the two orders of evaluation.
struct TreeLayout {
  let leafCount: Int
  /// By node, the number of the first leaf below it (its own number for a leaf).
  let firstLeaf: [Int]
  /// Nodes by position, where the right child always follows the left one.
  let siblingOrder: [Int]
  /// The inverse of ``siblingOrder``.
  let siblingPosition: [Int]

  /// - Precondition: `nodes` is a binary tree in preorder.
  init(_ nodes: [ForestNode]) {
    // Children have higher indices than their parents: plain loops replace recursion, so that a
    // chain of a million tests costs no stack.
    var leaves = [Int](repeating: 1, count: nodes.count)
    for index in nodes.indices.reversed() {
      guard let right = nodes[index].right else { continue }
      precondition(right > index + 1 && right < nodes.count, "a tree that is not in preorder")
      leaves[index] = leaves[index + 1] + leaves[right]
    }
    var first = [Int](repeating: 0, count: nodes.count)
    var order = nodes.isEmpty ? [] : [0]
    var position = [Int](repeating: 0, count: nodes.count)
    order.reserveCapacity(nodes.count)
    for index in nodes.indices {
      guard let right = nodes[index].right else { continue }
      first[index + 1] = first[index]
      first[right] = first[index] + leaves[index + 1]
      position[index + 1] = order.count
      position[right] = order.count + 1
      order += [index + 1, right]
    }
    precondition(order.count == nodes.count, "a tree that is not in preorder")
    leafCount = leaves.first ?? 0
    firstLeaf = first
    siblingOrder = order
    siblingPosition = position
  }
}
