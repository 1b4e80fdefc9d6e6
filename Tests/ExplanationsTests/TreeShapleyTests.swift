import Kernels
import Testing

@testable import Explanations
@testable import Models

@Suite struct TreeShapleyTests {
  private let parallel = Parallel(threads: 2)

  struct Shape: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var features = 5
    var trees = 3
    var depth = 4
    var outputs = 1
    var comparison = TreeEnsemble.Comparison.lessOrEqual
    var rule = TreeEnsemble.CategoryRule.lightgbm
    /// By input, its player; nil for one each.
    var players: [Int]?
    var split = 0.85
  }

  static let shapes = [
    Shape(testDescription: "small trees"),
    Shape(
      testDescription: "less than, with XGBoost's categories", comparison: .less, rule: .xgboost),
    Shape(testDescription: "exact categories", comparison: .less, rule: .exact),
    Shape(testDescription: "leaves of three outputs", outputs: 3),
    Shape(testDescription: "a single feature", features: 1, depth: 5),
    Shape(testDescription: "trees of one leaf", features: 2, depth: 0),
    Shape(
      testDescription: "features of two inputs each", features: 6, players: [0, 0, 1, 2, 1, 2]),
    Shape(
      testDescription: "deep trees of few features", features: 3, trees: 1, depth: 14, split: 0.75),
    Shape(
      testDescription: "more players than a byte has bits", features: 10, trees: 1, depth: 12,
      split: 0.72),
  ]

  @Test(arguments: shapes)
  func `path-dependent values are those of all coalitions`(shape: Shape) throws {
    var random = try made(shape, seed: 3)
    let inputs = random.rows(5)
    let players = shape.players ?? Array(0..<shape.features)
    let names = Set(players).sorted().map { "f\($0)" }
    let own = try TreeShapley.pathDependent(
      random.treeRows(inputs, sources: players), features: names, parallel: parallel)
    let brute = BruteForce(
      ensemble: random.ensemble, players: players, playerCount: names.count)
    let shares = try #require(random.ensemble.leftShares())
    for row in 0..<5 {
      let cells = inputs.map { $0[row] }
      let expected = brute.values { brute.pathWorth(cells, shares, $0) }
      expect(own, row: row, expected)
    }
  }

  @Test(arguments: shapes)
  func `interventional values are those of all coalitions`(shape: Shape) throws {
    var random = try made(shape, seed: 4)
    let inputs = random.rows(4)
    let background = random.rows(7)
    let weights = [1, 2, 0, 1, 3, 1, 0.5]
    let players = shape.players ?? Array(0..<shape.features)
    let names = Set(players).sorted().map { "f\($0)" }
    let own = try TreeShapley.interventional(
      random.treeRows(inputs, sources: players),
      background: random.treeRows(background, sources: players), weights: weights,
      features: names, parallel: parallel)
    let brute = BruteForce(
      ensemble: random.ensemble, players: players, playerCount: names.count)
    let shares = weights.map { $0 / weights.reduce(0, +) }
    for row in 0..<4 {
      let cells = inputs.map { $0[row] }
      let expected = brute.values {
        brute.mixedWorth(cells, background: background, weights: shares, $0)
      }
      expect(own, row: row, expected)
    }
  }

  @Test func `every instruction set and number of threads gives the same bits`() throws {
    var random = try RandomTrees(seed: 9, features: 9, trees: 4, depth: 7)
    let rows = random.treeRows(random.rows(300))
    let background = random.treeRows(random.rows(300))
    let explained = try ExplainedTrees(
      rows, players: rows.sources, shares: random.ensemble.leftShares())
    let path = PathShapley(
      trees: explained.trees, leafValues: explained.leafValues, tests: explained.tests,
      playerCount: 9, outputCount: 1)
    let pattern = PatternShapley(
      trees: explained.trees, leafValues: explained.leafValues, tests: explained.tests,
      playerCount: 9, outputCount: 1, background: background.inputs,
      weights: Array(repeating: 1 / 300, count: 300))
    var seen: [[UInt64]] = []
    for set in InstructionSet.available {
      for threads in [1, 2] {
        let parallel = Parallel(threads: threads)
        let sums = [
          path.sums(of: rows.inputs, rowCount: 300, parallel: parallel, instructionSet: set),
          pattern.sums(of: rows.inputs, rowCount: 300, parallel: parallel, instructionSet: set),
        ]
        seen.append(
          sums.flatMap { sums in
            (0..<9).flatMap { sums.values(output: 0, player: $0).map(\.bitPattern) }
          })
      }
    }
    #expect(Set(seen).count == 1)
  }

  @Test func `a chain of four hundred tests adds up to its margin`() throws {
    var builder = TreeEnsembleBuilder(
      featureCount: 40, outputCount: 1, comparison: .less, precision: .float64,
      categoryRule: .xgboost)
    var tree = TreeEnsembleBuilder.Tree()
    for level in 0..<400 {
      tree.nodes.append(
        TreeEnsemble.Node(
          feature: Int32(level % 40), left: Int32(2 * level + 1), right: Int32(2 * level + 2),
          categorySet: -1, threshold: 400 - Double(level), missing: .nan, defaultLeft: false))
      tree.nodes.append(.leaf(at: level))
      tree.leafValues.append(level.isMultiple(of: 2) ? 1e6 : -1e-6)
      tree.covers += [Double(401 - level), 1]
    }
    // The chain continues on the right.
    tree.nodes = tree.nodes.enumerated().map { index, node in
      var node = node
      if !node.isLeaf { node.right = Int32(index + 2) }
      return node
    }
    tree.nodes.append(.leaf(at: 400))
    tree.leafValues.append(7)
    tree.covers.append(1)
    try builder.append(tree, output: 0)
    let ensemble = try builder.build()
    let inputs = (0..<40).map { feature in (0..<6).map { Double(($0 * 67 + feature * 11) % 420) } }
    let rows = TreeRows(
      trees: CompiledEnsemble(ensemble), inputs: inputs, rowCount: 6,
      sources: inputs.indices.map { $0 }
    ) { margins, _ in Scores(kind: .margin, outputs: margins) }
    let names = inputs.indices.map { "f\($0)" }
    let margins = ensemble.margins(of: inputs, rowCount: 6, parallel: parallel)[0]
    for values in [
      try TreeShapley.pathDependent(rows, features: names, parallel: parallel),
      try TreeShapley.interventional(rows, background: rows, features: names, parallel: parallel),
    ] {
      for (sum, margin) in zip(values.scores(output: 0), margins) {
        #expect(abs(sum - margin) <= 1e-9 * 1e6)
      }
    }
  }

  @Test func `a model without covers is told what it can have instead`() throws {
    let ensemble = try oneSplit(covers: [])
    #expect(throws: ExplanationError.self) {
      _ = try TreeShapley.pathDependent(
        rows(of: ensemble), features: ["f0"], parallel: parallel)
    }
    #expect(ensemble.covers == .absent)
    let values = try TreeShapley.interventional(
      rows(of: ensemble), background: rows(of: ensemble), features: ["f0"], parallel: parallel)
    #expect(values.bases == [1.5])
    #expect(values.values == [[[-0.5, 0.5]]])
  }

  @Test(arguments: [Double.nan, -1, .infinity])
  func `covers that are no amount of rows are refused with their place`(cover: Double) throws {
    let ensemble = try oneSplit(covers: [10, 4, cover])
    let reason = "the cover of tree 0, node 2 is \(cover), which is no amount of rows"
    #expect(ensemble.covers == .flawed(reason))
    #expect(throws: ExplanationError.unfit(reason)) {
      _ = try TreeShapley.pathDependent(rows(of: ensemble), features: ["f0"], parallel: parallel)
    }
  }

  static let shares: [([Double], Double)] = [
    ([0, 0, 0], 1.5), ([5, 5, 0], 1),
    ([1, .greatestFiniteMagnitude, .greatestFiniteMagnitude], 1.5), ([1, 1e-300, 0], 1),
  ]

  @Test(arguments: shares)
  func `shares are of the children, half each where nobody came`(
    covers: [Double], base: Double
  ) throws {
    let values = try TreeShapley.pathDependent(
      rows(of: try oneSplit(covers: covers)), features: ["f0"], parallel: parallel)
    #expect(values.bases == [base])
    #expect(values.scores(output: 0) == [1, 2])
  }

  @Test func `inputs of several features are refused in a sentence`() throws {
    let ensemble = try oneSplit(covers: [2, 1, 1])
    #expect {
      _ = try TreeShapley.pathDependent(
        rows(of: ensemble, sources: [nil]), features: ["f0"], parallel: parallel)
    } throws: {
      ($0 as? ExplanationError)?.description.contains("made of several features") == true
    }
  }

  private func made(_ shape: Shape, seed: UInt64) throws -> RandomTrees {
    try RandomTrees(
      seed: seed, features: shape.features, trees: shape.trees, depth: shape.depth,
      outputs: shape.outputs, split: shape.split, comparison: shape.comparison,
      categoryRule: shape.rule)
  }

  private func expect(
    _ own: Attributions, row: Int, _ expected: (values: [[Double]], bases: [Double])
  ) {
    for (output, values) in expected.values.enumerated() {
      #expect(abs(own.bases[output] - expected.bases[output]) <= 1e-12)
      for (player, value) in values.enumerated() {
        #expect(abs(own.values[output][player][row] - value) <= 1e-12, "player \(player)")
      }
    }
  }

  private func oneSplit(covers: [Double]) throws -> TreeEnsemble {
    var builder = TreeEnsembleBuilder(
      featureCount: 1, outputCount: 1, comparison: .less, precision: .float64,
      categoryRule: .xgboost)
    var tree = TreeEnsembleBuilder.Tree()
    tree.nodes = [
      TreeEnsemble.Node(
        feature: 0, left: 1, right: 2, categorySet: -1, threshold: 0, missing: .nan,
        defaultLeft: true), .leaf(at: 0), .leaf(at: 1),
    ]
    tree.leafValues = [1, 2]
    tree.covers = covers
    try builder.append(tree, output: 0)
    return try builder.build()
  }

  private func rows(of ensemble: TreeEnsemble, sources: [Int?] = [0]) -> TreeRows {
    TreeRows(
      trees: CompiledEnsemble(ensemble), inputs: [[-1, 1]], rowCount: 2, sources: sources
    ) { margins, _ in Scores(kind: .margin, outputs: margins) }
  }
}
