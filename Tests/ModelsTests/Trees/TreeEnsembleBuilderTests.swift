import Testing

@testable import Models

struct TreeEnsembleBuilderTests {
  private typealias Tree = TreeEnsembleBuilder.Tree

  /// A broken tree, where it adds to, and what is said about it.
  struct Refusal: Sendable, CustomStringConvertible {
    let tree: TreeEnsembleBuilder.Tree
    var output = 0
    let place: String
    let problem: String

    var description: String { problem }
  }

  private static let refusals: [Refusal] = [
    Refusal(tree: tree([], []), place: "tree 0", problem: "has no nodes"),
    Refusal(
      tree: tree([leaf(0)], [1]), output: 2, place: "tree 0",
      problem: "adds to output 2, the model has 2"),
    Refusal(
      tree: tree([leaf(0)], [1]), output: -2, place: "tree 0",
      problem: "adds to output -2, the model has 2"),
    Refusal(
      tree: tree([leaf(0)], [.nan]), place: "tree 0",
      problem: "a leaf is nan, not a finite number"),
    Refusal(
      tree: tree([leaf(0)], [.infinity]), place: "tree 0",
      problem: "a leaf is inf, not a finite number"),
    Refusal(
      tree: tree([leaf(1)], [1]), place: "tree 0, node 0", problem: "leaf value 1 is out of range"),
    Refusal(
      tree: tree([leaf(-1)], [1]), place: "tree 0, node 0",
      problem: "leaf value -1 is out of range"),
    Refusal(
      tree: tree([leaf(0)], [1]), output: -1, place: "tree 0, node 0",
      problem: "leaf value 0 is out of range"),
    Refusal(
      tree: tree([test(left: 1, right: 7), leaf(0)], [1]), place: "tree 0, node 0",
      problem: "child 7 is out of range, the tree has 2 nodes"),
    Refusal(
      tree: tree([test(left: -1, right: 1), leaf(0)], [1]), place: "tree 0, node 0",
      problem: "child -1 is out of range, the tree has 2 nodes"),
    Refusal(
      tree: tree([test(left: 0, right: 1), leaf(0)], [1]), place: "tree 0, node 0",
      problem: "has two parents or is part of a cycle"),
    Refusal(
      tree: tree([test(left: 1, right: 1), leaf(0)], [1]), place: "tree 0, node 1",
      problem: "has two parents or is part of a cycle"),
    Refusal(
      tree: tree([test(feature: 3, left: 1, right: 2), leaf(0), leaf(0)], [1]),
      place: "tree 0, node 0", problem: "tests feature 3, the model has 3 features"),
    Refusal(
      tree: tree([test(threshold: .nan, left: 1, right: 2), leaf(0), leaf(0)], [1]),
      place: "tree 0, node 0", problem: "the threshold is not a number"),
    Refusal(
      tree: tree([test(categorySet: 0, left: 1, right: 2), leaf(0), leaf(0)], [1]),
      place: "tree 0, node 0", problem: "category set 0 does not exist"),
    Refusal(
      tree: tree([leaf(0)], [1, 2], linear: [linear()]), place: "tree 0",
      problem: "linear leaves are given for some leaves only"),
    Refusal(
      tree: tree([leaf(0)], [1], linear: [linear(features: [3], coefficients: [1])]),
      place: "tree 0",
      problem: "a linear leaf has an unknown feature or a number that is not finite"),
    Refusal(
      tree: tree([leaf(0)], [1, 2], linear: [linear(), linear()]), output: -1, place: "tree 0",
      problem: "has linear leaves that are vectors too"),
  ]

  @Test(arguments: refusals)
  func `a broken tree is refused with its place`(_ refusal: Refusal) {
    var builder = Self.builder()
    #expect(throws: ModelError.malformed(place: refusal.place, problem: refusal.problem)) {
      try builder.append(refusal.tree, output: refusal.output)
    }
  }

  @Test(arguments: [[Double](), [0], [0, .nan], [.infinity, 0], [0, 0, 0]])
  func `base scores are one finite number per output`(scores: [Double]) {
    var builder = Self.builder()
    builder.baseScores = scores
    #expect(
      throws: ModelError.malformed(place: "base score", problem: "must be 2 finite numbers")
    ) { try builder.build() }
  }

  @Test(arguments: [0, -1, .nan, .infinity] as [Double])
  func `a divisor is a positive number`(divisor: Double) {
    var builder = Self.builder()
    builder.divisor = divisor
    #expect(
      throws: ModelError.malformed(place: "trees", problem: "there is nothing to average")
    ) { try builder.build() }
  }

  @Test func `nodes are put in preorder and unreachable ones dropped`() throws {
    let nodes = [
      Self.test(threshold: 10, left: 4, right: 2), Self.leaf(0), Self.leaf(1), Self.leaf(0),
      Self.test(threshold: 5, left: 3, right: 5), Self.leaf(2),
    ]
    var builder = Self.builder()
    try builder.append(Self.tree([Self.leaf(0)], [9]), output: 0)
    try builder.append(Self.tree(nodes, [1, 2, 3]), output: 1)
    let ensemble = try builder.build()
    #expect(ensemble.roots == [0, 1])
    #expect(ensemble.treeOutputs == [0, 1])
    #expect(ensemble.nodes.count == 6)
    #expect(ensemble.nodes.map(\.left) == [0, 2, 3, 1, 3, 2])
    #expect(ensemble.nodes.filter { !$0.isLeaf }.map(\.threshold) == [10, 5])
    #expect(ensemble.nodes.filter { !$0.isLeaf }.map(\.right) == [5, 4])
  }

  private static func builder() -> TreeEnsembleBuilder {
    TreeEnsembleBuilder(
      featureCount: 3, outputCount: 2, comparison: .less, precision: .float64,
      categoryRule: .lightgbm)
  }

  private static func tree(
    _ nodes: [TreeEnsemble.Node], _ values: [Double], linear: [TreeEnsemble.LinearLeaf] = []
  ) -> Tree {
    var tree = Tree()
    tree.nodes = nodes
    tree.leafValues = values
    tree.linearLeaves = linear
    return tree
  }

  private static func leaf(_ value: Int32) -> TreeEnsemble.Node {
    TreeEnsemble.Node(
      feature: -1, left: value, right: -1, categorySet: -1, threshold: 0, missing: .nan,
      defaultLeft: false)
  }

  private static func test(
    feature: Int32 = 0, threshold: Double = 0, categorySet: Int32 = -1, left: Int32, right: Int32
  ) -> TreeEnsemble.Node {
    TreeEnsemble.Node(
      feature: feature, left: left, right: right, categorySet: categorySet, threshold: threshold,
      missing: .nan, defaultLeft: true)
  }

  private static func linear(
    features: [Int32] = [], coefficients: [Double] = []
  ) -> TreeEnsemble.LinearLeaf {
    TreeEnsemble.LinearLeaf(constant: 1, features: features, coefficients: coefficients)
  }
}
