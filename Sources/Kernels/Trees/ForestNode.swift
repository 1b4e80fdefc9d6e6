/// A node of a tree given in preorder: the left child of a test is the next node.
package enum ForestNode: Sendable {
  /// Leaves count from 0, from left to right.
  case leaf
  /// Rows whose code in `column` is above `cut` (0 … 254) go to the node at `right`, all others left.
  case test(column: Int, cut: Int, right: Int)
  /// Rows in the category set go left, all others to the node at `right`.
  case categories(set: Int, right: Int)

  /// The right child; nil for a leaf.
  var right: Int? {
    switch self {
    case .leaf: nil
    case .test(_, _, let right), .categories(_, let right): right
    }
  }
}
