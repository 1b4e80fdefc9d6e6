import CKernels

/// Interventional Shapley values of trees: a coalition's value is the mean over background rows of what
/// the trees give where the coalition's players keep the row's values and all others take those of the
/// background row (Lundberg et al. 2020, algorithm 3).
///
/// Exact. The background is counted into a table for each leaf of at most 8 players, so that rows cost
/// the same whatever its size; deeper leaves go through its distinct patterns.
package struct PatternShapley: Sendable {
  /// The most players above a leaf.
  package static let playerLimit = 64

  private let trees: [ShapleyTree]
  private let leafValues: [Double]
  private let tests: BranchTests
  private let playerCount: Int
  private let outputCount: Int
  private let background: [ShapleyTile.Weighted]
  private let weights = ShapleyWeights()

  /// - Parameters:
  ///   - background: The columns of the background rows.
  ///   - weights: One for each background row; they sum to 1.
  /// - Precondition: As ``PathShapley/init(trees:leafValues:tests:playerCount:outputCount:)``, and no
  ///   leaf has more than ``playerLimit`` players above it.
  package init(
    trees: [ShapleyTree], leafValues: [Double], tests: BranchTests, playerCount: Int,
    outputCount: Int, background: [[Double]], weights: [Double]
  ) {
    precondition(tests.features.allSatisfy { background[$0].count == weights.count })
    for tree in trees {
      tree.check(
        tests: tests.branches.count, players: playerCount, outputs: outputCount,
        leafValues: leafValues.count)
    }
    self.trees = trees
    self.leafValues = leafValues
    self.tests = tests
    self.playerCount = playerCount
    self.outputCount = outputCount
    self.background = ShapleyTile.ranges(rowCount: weights.count).map { rows in
      let count = max(1, tests.features.count) * ShapleyTile.rowLimit
      return ShapleyTile.Weighted(
        values: unsafe [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
          unsafe buffer.initialize(repeating: 0)
          guard let start = buffer.baseAddress else { return }
          unsafe tests.copy(rows, of: background, to: start)
          initialized = count
        }, weights: weights[rows])
    }
  }

  /// The values of all rows; bases are the means of the trees' sums over the background.
  ///
  /// - Precondition: The tested columns have `rowCount` values.
  package func sums(
    of columns: [[Double]], rowCount: Int, parallel: Parallel,
    instructionSet: InstructionSet = .best
  ) -> ShapleySums {
    precondition(tests.features.allSatisfy { columns[$0].count == rowCount })
    return ShapleySums.make(
      of: columns, rowCount: rowCount, tests: tests, outputCount: outputCount,
      playerCount: playerCount, batches: batches, parallel: parallel, arrange: arranged,
      base: { $0.base(leafValues, outputCount: outputCount) }
    ) { batch, output, tile in
      for tree in batch where tree.output < 0 || tree.output == output {
        add(tree, output, tile, instructionSet)
      }
    }
  }

  /// Tables take more memory than nodes do: 4 KB for each leaf of 6 players.
  private var batches: [Range<Int>] { ShapleySums.batches(of: trees, nodeLimit: 1 << 13) }

  private func arranged(_ index: Int) -> PatternTree {
    PatternTree(trees[index], tests: tests, background: background, weights: weights)
  }

  private func add(
    _ tree: PatternTree, _ output: Int, _ tile: borrowing ShapleyTile,
    _ instructionSet: InstructionSet
  ) {
    let cells = (tree.depth + 1) * ShapleyTile.rowLimit
    let scratch = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * cells)
    defer { unsafe scratch.deallocate() }
    unsafe leafValues.withUnsafeBufferPointer { values in
      guard var values = values.baseAddress else { return }
      if tree.output < 0 { unsafe values += output }
      unsafe tests.withBranches { branches in
        switch tree.body {
        case .narrow(let leaves, let tables):
          unsafe scratch.withMemoryRebound(to: UInt8.self, capacity: 16 * cells) { scratch in
            unsafe tg_narrow_values(
              instructionSet.rawValue, tree.nodes, tree.nodes.count, leaves, tree.players, tables,
              values, branches, tile.values, tile.rows.count, scratch, scratch + cells, tile.phi)
          }
        case .wide(let leaves, let patterns, let masses):
          unsafe tg_wide_values(
            tree.nodes, tree.nodes.count, leaves, tree.players, patterns, masses, weights.gain,
            weights.loss, values, branches, tile.values, tile.rows.count, scratch,
            scratch + cells, tile.phi)
        }
      }
    }
  }
}

extension ShapleyTree {
  /// The most distinct players above a leaf.
  package var playersAboveLeaf: Int { visits().reduce(0) { max($0, $1.playerCount) } }

  /// The most tests above a leaf.
  package var depth: Int { visits().reduce(0) { max($0, $1.depth) } }
}
