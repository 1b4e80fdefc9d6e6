/// What every player gets of every output, by row.
package struct ShapleySums: Sendable {
  package let outputCount: Int
  package let playerCount: Int
  package let rowCount: Int
  /// By output, the value of no player at all: what is shared out of a row is what it reaches above it.
  package let bases: [Double]
  private let cells: [Double]

  private init(
    outputCount: Int, playerCount: Int, rowCount: Int, bases: [Double], cells: [Double]
  ) {
    self.outputCount = outputCount
    self.bases = bases
    self.playerCount = playerCount
    self.rowCount = rowCount
    self.cells = cells
  }

  /// The values of one player, one per row.
  package func values(output: Int, player: Int) -> ArraySlice<Double> {
    let start = (output * playerCount + player) * rowCount
    return cells[start..<start + rowCount]
  }

  /// Adds up what `body` adds to the tiles, for batches of trees one after another: a tile's sums are
  /// those of the trees in their order, whatever the number of threads.
  ///
  /// - Parameters:
  ///   - arrange: The tree at an index, arranged for `body`.
  ///   - base: What a tree adds to the base of each output.
  ///   - body: Adds a batch of trees, for one output, to a tile.
  static func make<Arranged: Sendable>(
    of columns: [[Double]], rowCount: Int, tests: BranchTests, outputCount: Int,
    playerCount: Int, batches: [Range<Int>], parallel: Parallel,
    arrange: @Sendable (Int) -> Arranged, base: (Arranged) -> [Double],
    body: @Sendable ([Arranged], _ output: Int, borrowing ShapleyTile) -> Void
  ) -> ShapleySums {
    let count = outputCount * playerCount * rowCount
    var bases = [Double](repeating: 0, count: outputCount)
    let tiles = ShapleyTile.ranges(rowCount: rowCount)
    let cells = unsafe [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      unsafe buffer.initialize(repeating: 0)
      initialized = count
      let shared = unsafe SharedBuffer(buffer)
      for batch in batches {
        let trees = parallel.map(count: batch.count) { arrange(batch.lowerBound + $0) }
        for tree in trees {
          for (output, share) in base(tree).enumerated() { bases[output] += share }
        }
        parallel.forEach(count: tiles.count) { index in
          guard let start = unsafe shared.buffer.baseAddress else { return }
          let tile = ShapleyTile(tests, rows: tiles[index], of: columns, playerCount: playerCount)
          for output in 0..<outputCount {
            let column = unsafe start + output * playerCount * rowCount
            unsafe tile.load(column, rowCount: rowCount)
            body(trees, output, tile)
            unsafe tile.store(column, rowCount: rowCount)
          }
        }
      }
    }
    return ShapleySums(
      outputCount: outputCount, playerCount: playerCount, rowCount: rowCount, bases: bases,
      cells: cells)
  }

  /// What a tree adds to the bases: its leaves' values, by the weight that reaches each.
  ///
  /// - Parameters:
  ///   - reached: By leaf, its first value and its weight.
  ///   - output: The output that the leaves add to; −1 for leaves with a value for each.
  static func base(
    of reached: [(value: Int, weight: Double)], _ leafValues: [Double], output: Int,
    outputCount: Int
  ) -> [Double] {
    var base = [Double](repeating: 0, count: outputCount)
    for (value, weight) in reached {
      for (offset, output) in (output < 0 ? 0..<outputCount : output..<output + 1).enumerated() {
        base[output] += weight * leafValues[value + offset]
      }
    }
    return base
  }

  /// Batches of trees that have about `nodeLimit` nodes together, so that what is made of them stays
  /// small however large the forest is.
  static func batches(of trees: [ShapleyTree], nodeLimit: Int) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    var (first, nodes) = (0, 0)
    for (index, tree) in trees.enumerated() {
      if index > first, nodes + tree.nodes.count > nodeLimit {
        batches.append(first..<index)
        (first, nodes) = (index, 0)
      }
      nodes += tree.nodes.count
    }
    if first < trees.count { batches.append(first..<trees.count) }
    return batches
  }
}
