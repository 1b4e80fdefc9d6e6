/// Brings trees of ONNX into the form of all other formats: `x < threshold` to the left.
///
/// In floating point every comparison is one of that kind: `x <= t` is `x < t'` with the next number
/// t', and `>=` and `>` are their opposites with children swapped, NaN going where it went. Equality
/// with small whole numbers is a set of categories; chains of them that share a child become one.
struct ONNXTreeConverter {
  private let trees: ONNXTrees
  /// By output of the trees, the output of the ensemble; nil for one that nobody needs.
  private let outputs: [Int?]
  private var builder: TreeEnsembleBuilder
  /// Nodes that may still be made: shared children are copied.
  private var allowance: Int
  private var setWords = 0
  private var leafCells = 0

  private static let wordLimit = 1 << 21
  private static let cellLimit = 1 << 24
  private static let largestCategory = 1 << 16

  /// The ensemble of `trees`; nil where their shape needs a walk of its own.
  ///
  /// - Parameters:
  ///   - kept: the outputs that are needed, in the order that they get.
  ///   - bases: what is added to each kept output after the trees; in the library's order, so at
  ///     the end.
  static func ensemble(
    of trees: ONNXTrees, featureCount: Int, kept: [Int], bases: [Double], divisor: Double
  ) throws(ModelError) -> TreeEnsemble? {
    var converter = ONNXTreeConverter(trees, featureCount: featureCount, kept: kept)
    converter.builder.divisor = divisor
    for root in trees.roots {
      guard let (tree, output) = try converter.converted(root) else { return nil }
      try converter.builder.append(tree, output: output)
    }
    for (output, base) in bases.enumerated() where base != 0 {
      var tree = TreeEnsembleBuilder.Tree()
      tree.nodes = [.leaf(at: 0)]
      tree.leafValues = [base]
      try converter.builder.append(tree, output: output)
    }
    return try converter.builder.build()
  }

  private init(_ trees: ONNXTrees, featureCount: Int, kept: [Int]) {
    self.trees = trees
    var outputs = [Int?](repeating: nil, count: trees.outputCount)
    for (place, output) in kept.enumerated() { outputs[output] = place }
    self.outputs = outputs
    builder = TreeEnsembleBuilder(
      featureCount: featureCount, outputCount: kept.count, comparison: .less,
      precision: trees.isDouble ? .float64 : .float32, categoryRule: .exact)
    allowance = 8 * trees.nodes.count + 1000
  }

  /// One tree, and the output that its leaves add to; −1 for several.
  private mutating func converted(
    _ root: Int
  ) throws(ModelError) -> (TreeEnsembleBuilder.Tree, output: Int)? {
    guard let (nodes, leaves) = splits(from: root) else { return nil }
    let targets = Set(
      leaves.flatMap { leaf in
        trees.nodes[leaf].weights.compactMap { outputs[$0.output] }
      })
    let width = targets.count > 1 ? builder.outputCount : 1
    let output = targets.count > 1 ? -1 : targets.first ?? 0
    leafCells += leaves.count * width
    guard leafCells <= ONNXTreeConverter.cellLimit else { return nil }
    var tree = TreeEnsembleBuilder.Tree()
    tree.nodes = nodes
    tree.leafValues = [Double](repeating: 0, count: leaves.count * width)
    for (place, leaf) in leaves.enumerated() {
      for weight in trees.nodes[leaf].weights {
        guard let target = outputs[weight.output] else { continue }
        let slot = place * width + (width > 1 ? target : 0)
        tree.leafValues[slot] = sum(tree.leafValues[slot], weight.value)
      }
    }
    for index in tree.nodes.indices where tree.nodes[index].isLeaf {
      tree.nodes[index].left *= Int32(width)
    }
    return (tree, output)
  }

  private func sum(_ a: Double, _ b: Double) -> Double {
    trees.isDouble ? a + b : Double(Float(a) + Float(b))
  }

  /// A child on its way to become a node: of the file, or the second half of a test for equality.
  private enum Target {
    case node(Int)
    case atMost(Double, feature: Int, yes: Int, no: Int, missing: Int)
  }

  /// The nodes of a tree, leaves as positions in the list of leaves of the file.
  private mutating func splits(
    from root: Int
  ) -> (nodes: [TreeEnsemble.Node], leaves: [Int])? {
    var nodes: [TreeEnsemble.Node] = []
    var leaves: [Int] = []
    var pending: [(target: Target, parent: Int, isLeft: Bool)] = [(.node(root), -1, false)]
    while let (target, parent, isLeft) = pending.popLast() {
      allowance -= 1
      guard allowance >= 0 else { return nil }
      let index = nodes.count
      if parent >= 0 {
        if isLeft { nodes[parent].left = Int32(index) } else { nodes[parent].right = Int32(index) }
      }
      if case .node(let number) = target, trees.nodes[number].mode == .leaf {
        nodes.append(.leaf(at: leaves.count))
        leaves.append(number)
        continue
      }
      guard let split = split(target) else { return nil }
      nodes.append(split.node)
      pending.append((split.right, index, false))
      pending.append((split.left, index, true))
    }
    return (nodes, leaves)
  }

  private typealias Split = (node: TreeEnsemble.Node, left: Target, right: Target)

  private mutating func split(_ target: Target) -> Split? {
    switch target {
    case .atMost(let threshold, let feature, let yes, let no, let missing):
      return numeric(
        feature, below: next(threshold), left: .node(yes), right: .node(no),
        missingGoesLeft: missing == yes)
    case .node(let number):
      let node = trees.nodes[number]
      // Where NaN goes: to the true child if the node says so, else where the comparison is false.
      let isTrue = trees.isTrue(node, .nan)
      switch node.mode {
      case .less:
        return numeric(
          node.feature, below: node.threshold, left: .node(node.yes), right: .node(node.no),
          missingGoesLeft: isTrue)
      case .lessOrEqual:
        guard node.threshold != .infinity else {
          return constant(node, isTrue: true, missingIsTrue: isTrue)
        }
        return numeric(
          node.feature, below: next(node.threshold), left: .node(node.yes), right: .node(node.no),
          missingGoesLeft: isTrue)
      case .greaterOrEqual:
        guard !node.threshold.isNaN else {
          return constant(node, isTrue: false, missingIsTrue: isTrue)
        }
        return numeric(
          node.feature, below: node.threshold, left: .node(node.no), right: .node(node.yes),
          missingGoesLeft: !isTrue)
      case .greater:
        guard node.threshold != .infinity, !node.threshold.isNaN else {
          return constant(node, isTrue: false, missingIsTrue: isTrue)
        }
        return numeric(
          node.feature, below: next(node.threshold), left: .node(node.no), right: .node(node.yes),
          missingGoesLeft: !isTrue)
      case .equal, .notEqual, .member: return equality(number)
      case .leaf: return nil
      }
    }
  }

  /// The next larger number in the width of the model.
  private func next(_ threshold: Double) -> Double {
    trees.isDouble ? threshold.nextUp : Double(Float(threshold).nextUp)
  }

  private func numeric(
    _ feature: Int, below threshold: Double, left: Target, right: Target, missingGoesLeft: Bool
  ) -> Split {
    let node = TreeEnsemble.Node(
      feature: Int32(feature), left: -1, right: -1, categorySet: -1,
      // Nothing is below a threshold that is no number.
      threshold: threshold.isNaN ? -.infinity : threshold, missing: .nan,
      defaultLeft: missingGoesLeft)
    return (node, left, right)
  }

  /// A test whose answer is the same for every number: only NaN goes left.
  private func constant(_ node: ONNXTrees.Node, isTrue: Bool, missingIsTrue: Bool) -> Split {
    numeric(
      node.feature, below: -.infinity, left: .node(missingIsTrue ? node.yes : node.no),
      right: .node(isTrue ? node.yes : node.no), missingGoesLeft: true)
  }

  /// A test for equality, with those that follow it on its way to the same child.
  private mutating func equality(_ number: Int) -> Split? {
    let first = trees.nodes[number]
    let hit = first.mode == .notEqual ? first.no : first.yes
    var values: [Double] = []
    var missingIsHit = false
    var rest = number
    while allowance > 0 {
      allowance -= 1
      let node = trees.nodes[rest]
      let isNegated = node.mode == .notEqual
      guard [.equal, .notEqual, .member].contains(node.mode), node.feature == first.feature,
        (isNegated ? node.no : node.yes) == hit,
        // A NaN that leaves the chain here would be lost in a longer one.
        rest == number || !isNegated
      else { break }
      values += node.mode == .member ? node.members : [node.threshold]
      missingIsHit = missingIsHit || (!isNegated && node.missingIsTrue)
      rest = isNegated ? node.yes : node.no
      if isNegated { break }
    }
    let categories = values.compactMap { Int(exactly: $0) }
    if categories.count == values.count,
      categories.allSatisfy({ (0..<ONNXTreeConverter.largestCategory).contains($0) })
    {
      return set(
        first.feature, categories, hit: hit, rest: rest, missingIsHit: missingIsHit)
    }
    guard first.mode != .member, first.threshold.isFinite else { return nil }
    // Neither below the number nor above it.
    let miss = first.mode == .notEqual ? first.yes : first.no
    let missing = first.mode != .notEqual && first.missingIsTrue ? hit : miss
    return numeric(
      first.feature, below: first.threshold, left: .node(miss),
      right: .atMost(
        first.threshold, feature: first.feature, yes: hit, no: miss, missing: missing),
      missingGoesLeft: missing == miss)
  }

  private mutating func set(
    _ feature: Int, _ categories: [Int], hit: Int, rest: Int, missingIsHit: Bool
  ) -> Split? {
    var words = [UInt64](repeating: 0, count: (categories.max() ?? 0) / 64 + 1)
    for category in categories { words[category / 64] |= 1 << UInt64(category % 64) }
    setWords += words.count
    guard setWords <= ONNXTreeConverter.wordLimit else { return nil }
    let node = TreeEnsemble.Node(
      feature: Int32(feature), left: -1, right: -1, categorySet: builder.addCategorySet(words),
      threshold: 0, missing: .nan, defaultLeft: missingIsHit)
    return (node, .node(hit), .node(rest))
  }
}
