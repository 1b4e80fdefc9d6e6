import Kernels

@testable import Models

/// What a random ensemble looks like.
struct EnsembleShape: Sendable, CustomStringConvertible {
  var name: String
  var featureCount = 6
  var outputCount = 1
  var treeCount = 20
  var depth = 6
  /// The chance that a node above ``depth`` is a test.
  var density = 0.85
  /// Whether all nodes of a level ask the same test.
  var symmetric = false
  var vectorLeaves = false
  var linearLeaves = false
  /// The share of tests that are categorical.
  var categorical = 0.0
  var missing: [TreeEnsemble.MissingRule] = [.nan]
  /// How many thresholds tests choose from; few make duplicates, many fill several code columns.
  var thresholdCount = 40
  var divisor = 1.0
  var comparison = TreeEnsemble.Comparison.less
  var precision = TreeEnsemble.Precision.float32
  var categoryRule = TreeEnsemble.CategoryRule.xgboost

  var description: String { name }
}

/// A random ensemble and inputs that sit on and beside its thresholds.
struct RandomEnsemble {
  private var random: SeededGenerator
  private let shape: EnsembleShape
  private var thresholds: [Double] = []
  /// The tests of a symmetric tree's levels.
  private var levels: [TreeEnsemble.Node] = []
  private static let categories = [0, 1, 2, 3, 5, 17, 63, 64, 65, 200, 1000, 70_000, 16_777_215]

  init(_ shape: EnsembleShape, seed: UInt64) {
    random = SeededGenerator(seed: seed, stream: shape.name)
    self.shape = shape
    let special: [Double] = [
      0, -0.0, .infinity, -.infinity, 1e-35, -1e-35, .leastNonzeroMagnitude,
      Double(Float.leastNonzeroMagnitude),
      Double(Float.greatestFiniteMagnitude), 0.1, 1e300,
    ]
    thresholds =
      special + (0..<shape.thresholdCount).map { _ in Double.random(in: -2...2, using: &random) }
  }

  mutating func ensemble() throws(ModelError) -> TreeEnsemble {
    var builder = TreeEnsembleBuilder(
      featureCount: shape.featureCount, outputCount: shape.outputCount,
      comparison: shape.comparison, precision: shape.precision, categoryRule: shape.categoryRule)
    builder.baseScores = (0..<shape.outputCount).map { _ in
      .random(in: -1...1, using: &random)
    }
    builder.divisor = shape.divisor
    let sets = (0..<12).map { _ in builder.addCategorySet(categorySet()) }
    for index in 0..<shape.treeCount {
      var tree = TreeEnsembleBuilder.Tree()
      if shape.symmetric { levels = (0..<shape.depth).map { _ in node(isTest: true, sets) } }
      grow(&tree, depth: 0, sets: sets)
      let isVector = shape.vectorLeaves && index % 3 != 1
      try builder.append(tree, output: isVector ? -1 : index % shape.outputCount)
    }
    return try builder.build()
  }

  private mutating func categorySet() -> [UInt64] {
    var words = [UInt64](repeating: 0, count: 1)
    for code in RandomEnsemble.categories.dropLast(Int.random(in: 0...12, using: &random))
    where Bool.random(using: &random) {
      while words.count <= code / 64 { words.append(0) }
      words[code / 64] |= 1 << UInt64(code % 64)
    }
    return words
  }

  private mutating func grow(
    _ tree: inout TreeEnsembleBuilder.Tree, depth: Int, sets: [Int32]
  ) {
    let index = tree.nodes.count
    let isTest = depth < shape.depth && Double.random(in: 0..<1, using: &random) < shape.density
    tree.nodes.append(
      shape.symmetric && isTest ? levels[depth] : node(isTest: isTest, sets))
    guard isTest else {
      tree.nodes[index].left = Int32(tree.leafValues.count)
      return appendLeaf(&tree)
    }
    tree.nodes[index].left = Int32(tree.nodes.count)
    grow(&tree, depth: depth + 1, sets: sets)
    tree.nodes[index].right = Int32(tree.nodes.count)
    grow(&tree, depth: depth + 1, sets: sets)
  }

  private mutating func node(isTest: Bool, _ sets: [Int32]) -> TreeEnsemble.Node {
    let isCategorical = Double.random(in: 0..<1, using: &random) < shape.categorical
    let feature = Int32.random(in: 0..<Int32(shape.featureCount), using: &random)
    return TreeEnsemble.Node(
      feature: isTest ? feature : -1, left: -1, right: -1,
      categorySet: isTest && isCategorical ? pick(sets, or: -1) : -1,
      threshold: pick(thresholds, or: 0), missing: pick(shape.missing, or: .nan),
      defaultLeft: Bool.random(using: &random))
  }

  private mutating func appendLeaf(_ tree: inout TreeEnsembleBuilder.Tree) {
    for _ in 0..<(shape.vectorLeaves ? shape.outputCount : 1) {
      tree.leafValues.append(.random(in: -1...1, using: &random))
    }
    guard shape.linearLeaves else { return }
    let count = Int.random(in: 0...3, using: &random)
    tree.linearLeaves.append(
      TreeEnsemble.LinearLeaf(
        constant: .random(in: -1...1, using: &random),
        features: (0..<count).map { _ in
          .random(in: 0..<Int32(shape.featureCount), using: &random)
        },
        coefficients: (0..<count).map { _ in .random(in: -1...1, using: &random) }))
  }

  /// One column per feature: thresholds, their neighbours in both widths, missing values, numbers
  /// that no threshold is near, and category codes.
  mutating func columns(rowCount: Int) -> [[Double]] {
    (0..<shape.featureCount).map { _ in (0..<rowCount).map { _ in value() } }
  }

  private mutating func value() -> Double {
    let threshold = pick(thresholds, or: 0)
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return threshold
    case 1: return threshold.nextUp
    case 2: return threshold.nextDown
    case 3: return Double(Float(threshold))
    case 4: return Double(Float(threshold).nextUp)
    case 5: return Double(Float(threshold).nextDown)
    case 6: return .nan
    case 7:
      return pick(
        [.infinity, -.infinity, 0, -0.0, 1e-36, -1e-35, 1e-34, .leastNonzeroMagnitude], or: 0)
    case 8, 9:
      let code = Double(pick(RandomEnsemble.categories, or: 0))
      return pick([code, code + 0.5, -code, -0.5, code * 300, 4e9, -1e18], or: 0)
    default: return .random(in: -3...3, using: &random)
    }
  }

  private mutating func pick<Element>(_ elements: [Element], or fallback: Element) -> Element {
    elements.randomElement(using: &random) ?? fallback
  }
}
