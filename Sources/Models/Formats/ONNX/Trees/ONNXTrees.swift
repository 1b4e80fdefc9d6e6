/// The trees of one node as the file has them: six comparisons, membership in sets, shared children.
///
/// Valid by construction: children exist, every walk ends, features are not negative.
struct ONNXTrees: Sendable {
  /// When a row goes to the true child. A missing value (NaN) makes every comparison false but
  /// `notEqual`, unless the node says that missing goes to the true child.
  enum Mode: Int, Sendable {
    case lessOrEqual, less, greaterOrEqual, greater, equal, notEqual
    /// In the set ``Node/members``.
    case member
    case leaf

    /// The name in `nodes_modes`, `BRANCH_LEQ` and so on.
    init?(name: String) {
      let names = [
        "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ",
      ]
      if name == "LEAF" {
        self = .leaf
      } else if let index = names.firstIndex(of: name), let mode = Mode(rawValue: index) {
        self = mode
      } else {
        return nil
      }
    }
  }

  struct Node: Sendable {
    var mode: Mode
    var feature: Int
    var threshold: Double
    var yes: Int
    var no: Int
    var missingIsTrue: Bool
    /// Numbers of a membership test.
    var members: [Double] = []
    /// What a leaf adds, in the file's order.
    var weights: [Weight] = []
  }

  struct Weight: Sendable {
    let output: Int
    let value: Double
  }

  private(set) var nodes: [Node]
  let roots: [Int]
  let outputCount: Int
  /// Whether thresholds and weights are doubles, and inputs with them.
  let isDouble: Bool
  /// The largest feature that is tested, plus one.
  let featureCount: Int

  /// - Throws: ``ModelError`` if a child, output or feature is out of range or a walk does not end.
  init(
    nodes: [Node], roots: [Int], outputCount: Int, isDouble: Bool, place: String
  ) throws(ModelError) {
    func malformed(_ node: Int, _ problem: String) -> ModelError {
      .malformed(place: "\(place), tree node \(node)", problem: problem)
    }
    guard !roots.isEmpty, roots.allSatisfy(nodes.indices.contains) else {
      throw .malformed(place: place, problem: "has no trees, or a tree that starts nowhere")
    }
    var width = 0
    for (index, node) in nodes.enumerated() {
      if node.mode == .leaf {
        for weight in node.weights {
          guard (0..<outputCount).contains(weight.output) else {
            throw malformed(
              index, "adds to output \(weight.output); there are \(outputCount)")
          }
          guard weight.value.isFinite else {
            throw malformed(index, "adds \(weight.value), which is not a finite number")
          }
        }
        continue
      }
      guard node.feature >= 0, node.feature < 1_000_000 else {
        throw malformed(index, "tests feature \(node.feature)")
      }
      width = max(width, node.feature + 1)
      for child in [node.yes, node.no] where !nodes.indices.contains(child) {
        throw malformed(index, "has a child that does not exist")
      }
    }
    self.nodes = nodes
    self.roots = roots
    self.outputCount = outputCount
    self.isDouble = isDouble
    featureCount = width
    if let node = firstNodeOfCycle() { throw malformed(node, "is part of a cycle") }
  }

  /// A node that leads back to itself, if any does.
  private func firstNodeOfCycle() -> Int? {
    enum State { case new, open, done }
    var states = [State](repeating: .new, count: nodes.count)
    for root in roots {
      var pending = [(node: root, isLeaving: false)]
      while let (node, isLeaving) = pending.popLast() {
        if isLeaving {
          states[node] = .done
          continue
        }
        switch states[node] {
        case .done: continue
        case .open: return node
        case .new: states[node] = .open
        }
        pending.append((node, true))
        guard nodes[node].mode != .leaf else { continue }
        for child in [nodes[node].no, nodes[node].yes] where states[child] != .done {
          if states[child] == .open { return child }
          pending.append((child, false))
        }
      }
    }
    return nil
  }

  /// Whether `value` goes to the true child of `node`, both in the width of the model.
  func isTrue(_ node: Node, _ value: Double) -> Bool {
    if value.isNaN, node.missingIsTrue { return true }
    return switch node.mode {
    case .lessOrEqual: value <= node.threshold
    case .less: value < node.threshold
    case .greaterOrEqual: value >= node.threshold
    case .greater: value > node.threshold
    case .equal: value == node.threshold
    case .notEqual: value != node.threshold
    case .member: node.members.contains(value)
    case .leaf: true
    }
  }

  /// The leaf that a row ends in.
  ///
  /// - Parameter value: the row's value of a feature, in the width of the model.
  func leaf(from root: Int, value: (Int) -> Double) -> Node {
    var node = nodes[root]
    while node.mode != .leaf {
      node = nodes[isTrue(node, value(node.feature)) ? node.yes : node.no]
    }
    return node
  }
}
