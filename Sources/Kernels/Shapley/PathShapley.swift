import CKernels

/// Path-dependent Shapley values of trees: a coalition's value is what a row reaches that goes its own
/// way at the tests of the coalition's players, and both ways, by the shares of the training rows, at
/// all others (Lundberg et al., "From local explanations to global understanding with explainable AI
/// for trees", 2020).
///
/// Computed for a block of rows at once from integrals that are exact for any depth, in time
/// proportional to leaves times players above a leaf; `shapley_paths.c` has the formula.
package struct PathShapley: Sendable {
  private let trees: [ShapleyTree]
  private let leafValues: [Double]
  private let tests: BranchTests
  private let playerCount: Int
  private let outputCount: Int

  /// The most tests above a leaf: memory grows with depth times players.
  package static let depthLimit = 1024

  /// - Precondition: Trees are of valid numbers of tests, players, outputs and leaf values, and none
  ///   is deeper than ``depthLimit``.
  package init(
    trees: [ShapleyTree], leafValues: [Double], tests: BranchTests, playerCount: Int,
    outputCount: Int
  ) {
    self.trees = trees
    self.leafValues = leafValues
    self.tests = tests
    self.playerCount = playerCount
    self.outputCount = outputCount
    for tree in trees {
      tree.check(
        tests: tests.branches.count, players: playerCount, outputs: outputCount,
        leafValues: leafValues.count)
    }
  }

  /// The values of all rows; bases are what training rows reach on average.
  ///
  /// - Precondition: The tested columns have `rowCount` values.
  package func sums(
    of columns: [[Double]], rowCount: Int, parallel: Parallel,
    instructionSet: InstructionSet = .best
  ) -> ShapleySums {
    precondition(tests.features.allSatisfy { columns[$0].count == rowCount })
    return ShapleySums.make(
      of: columns, rowCount: rowCount, tests: tests, outputCount: outputCount,
      playerCount: playerCount, batches: ShapleySums.batches(of: trees, nodeLimit: 1 << 16),
      parallel: parallel, arrange: { PathTree(trees[$0]) },
      base: { $0.base(leafValues, outputCount: outputCount) }
    ) { batch, output, tile in
      for tree in batch where tree.output < 0 || tree.output == output {
        add(tree, output, tile, instructionSet)
      }
    }
  }

  private func add(
    _ tree: PathTree, _ output: Int, _ tile: borrowing ShapleyTile,
    _ instructionSet: InstructionSet
  ) {
    guard !tree.steps.isEmpty else { return }
    let scratch = UnsafeMutablePointer<Double>.allocate(
      capacity: tg_path_scratch(tree.depth, tree.quadrature))
    defer { unsafe scratch.deallocate() }
    unsafe leafValues.withUnsafeBufferPointer { leaves in
      guard let leaves = leaves.baseAddress else { return }
      unsafe tests.withBranches { branches in
        unsafe tg_path_values(
          instructionSet.rawValue, tree.steps, tree.steps.count, tree.coefficients,
          tree.quadrature, tree.output < 0 ? leaves + output : leaves, branches, tile.values,
          tile.rows.count, scratch, tile.phi)
      }
    }
  }
}

extension ShapleyTree {
  /// The C kernels do not check indices; this does, by precondition.
  func check(tests: Int, players: Int, outputs: Int, leafValues: Int) {
    precondition(output >= -1 && output < outputs)
    let width = output < 0 ? outputs : 1
    for node in nodes {
      switch node {
      case .test(let number, let player, _, let share):
        precondition((0..<tests).contains(number) && (0..<players).contains(player))
        precondition(share >= 0 && share <= 1)
      case .leaf(let value): precondition(value >= 0 && value <= leafValues - width)
      }
    }
  }
}
