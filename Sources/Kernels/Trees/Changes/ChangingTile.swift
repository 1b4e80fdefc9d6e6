import CKernels

/// The codes of a tile's rows, with one block's leaves at a time and what changes do to them. One thread
/// owns it.
@safe struct ChangingTile: ~Copyable {
  private let forest: Forest
  private let tile: ForestTile
  private let wholeTrees: WholeTrees
  private let fixed: FixedPoint
  private let table: ForkTable
  private let instructionSet: InstructionSet
  /// The leaf numbers of the sliced trees at hand (``ForkTable``).
  private let ends: UnsafeMutablePointer<UInt8>
  /// Leaf numbers and moved rows of the ways of one change.
  private let leaves: UnsafeMutablePointer<UInt8>
  private let moved: UnsafeMutablePointer<UInt32>
  /// The block's sums as it is, output by output.
  private let base: UnsafeMutablePointer<Int64>
  /// What the changes of a group add: part by part, output by output, way by way.
  private let sums: UnsafeMutablePointer<Int64>

  init(
    _ forest: Forest, rows: Range<Int>, of features: [[Double]], _ fixed: FixedPoint,
    _ table: ForkTable, _ groups: [ChangeGroup], _ plans: [ChangePlan],
    instructionSet: InstructionSet
  ) {
    self.forest = forest
    self.fixed = fixed
    self.table = table
    self.instructionSet = instructionSet
    tile = ForestTile(forest, rows: rows, of: features, instructionSet: instructionSet)
    wholeTrees = WholeTrees(forest, plans)
    let mostWays = groups.lazy.map(\.wayCount).max() ?? 0
    unsafe ends = table.allocateEnds()
    unsafe leaves = .allocate(capacity: max(1, mostWays) * Forest.blockRows)
    unsafe moved = .allocate(capacity: mostWays * Forest.blockRows + 16)
    unsafe base = .allocate(capacity: forest.outputCount * Forest.blockRows)
    unsafe sums = .allocate(capacity: max(1, mostWays * forest.outputCount) * Forest.blockRows)
  }

  deinit {
    unsafe ends.deallocate()
    unsafe leaves.deallocate()
    unsafe moved.deallocate()
    unsafe base.deallocate()
    unsafe sums.deallocate()
  }

  /// Writes the sums of the tile's rows, as they are and after each way of a group of changes.
  ///
  /// - Parameters:
  ///   - starts: By plan, the place of its first way in `changed`.
  ///   - base: `[output][row]` of the table.
  ///   - changed: `[way][output][row]` of the table.
  func sum<Number: SumWidth>(
    _ group: ChangeGroup, _ plans: [ChangePlan], starts: [Int],
    base results: UnsafeMutableBufferPointer<Double>,
    changed: UnsafeMutableBufferPointer<Number>, rowCount: Int
  ) {
    let codes = ChangedCodes(
      group, of: plans, blocks: (0..<tile.blockCount).map { tile.rows(ofBlock: $0) })
    let size = forest.outputCount * Forest.blockRows
    for block in 0..<tile.blockCount {
      for (output, value) in fixed.bases.enumerated() {
        unsafe (base + output * Forest.blockRows).update(repeating: value, count: Forest.blockRows)
      }
      unsafe sums.update(repeating: 0, count: group.wayCount * size)
      for chunk in table.chunks.indices {
        findEnds(block, chunk)
        var sums = unsafe self.sums
        for (index, part) in group.parts.enumerated() {
          unsafe change(block, chunk, plans[part.plan], part, index, codes, sums)
          unsafe sums += part.ways.count * size
        }
      }
      askWholeTrees(block, group, plans, codes)
      unsafe write(block, group, starts, to: results, changed, rowCount)
    }
  }

  private func write<Number: SumWidth>(
    _ block: Int, _ group: ChangeGroup, _ starts: [Int],
    to results: UnsafeMutableBufferPointer<Double>,
    _ changed: UnsafeMutableBufferPointer<Number>, _ rowCount: Int
  ) {
    let rows = tile.rows(ofBlock: block)
    for output in 0..<forest.outputCount {
      let base = unsafe base + output * Forest.blockRows
      for (position, row) in rows.enumerated() {
        unsafe results[output * rowCount + row] = fixed.number(base[position])
      }
      var first = unsafe sums
      for part in group.parts {
        for (place, way) in part.ways.enumerated() {
          let start = ((starts[part.plan] + way) * forest.outputCount + output) * rowCount
          guard let to = changed.baseAddress else { return }
          unsafe fixed.write(
            base, plus: first + (output * part.ways.count + place) * Forest.blockRows,
            count: rows.count, to: to + start + rows.lowerBound)
        }
        unsafe first += part.ways.count * forest.outputCount * Forest.blockRows
      }
    }
  }

  // MARK: sliced trees

  /// Finds the leaf numbers below all tests of a chunk's trees, and adds the trees up.
  private func findEnds(_ block: Int, _ chunk: Int) {
    let codes = unsafe tile.codes + block * tile.blockBytes
    unsafe table.forks.withUnsafeBufferPointer { forks in
      unsafe fixed.values.withUnsafeBufferPointer { values in
        guard let values = values.baseAddress else { return }
        for index in table.chunks[chunk] {
          let tree = forest.trees[index]
          guard case .sliced(let tests, let sets) = tree.body else { continue }
          let root = unsafe ends + table.roots[index]
          if let first = forks.baseAddress, !tests.isEmpty {
            if !sets.isEmpty { tile.fillScratch(forest, sets, block: block) }
            unsafe tg_find_ends(
              instructionSet.rawValue, first + tests.lowerBound, tests.count, codes, ends,
              UInt32(table.roots[index]))
          } else {
            unsafe root.update(repeating: 0, count: Forest.blockRows)
          }
          forest.forEachOutput(of: tree) { output, first in
            unsafe tg_add_fixed(root, values + first, base + output * Forest.blockRows)
          }
        }
      }
    }
  }

  /// Adds what a change does to a chunk's trees to `sums`.
  private func change(
    _ block: Int, _ chunk: Int, _ plan: ChangePlan, _ part: ChangeGroup.Part, _ index: Int,
    _ codes: borrowing ChangedCodes, _ sums: UnsafeMutablePointer<Int64>
  ) {
    unsafe plan.forks.withUnsafeBufferPointer { forks in
      unsafe plan.sets.withUnsafeBufferPointer { sets in
        unsafe forest.categoryWords.withUnsafeBufferPointer { words in
          unsafe fixed.values.withUnsafeBufferPointer { values in
            var change = unsafe tg_change(
              forks: forks.baseAddress, sets: sets.baseAddress, words: words.baseAddress,
              values: values.baseAddress, ends: ends,
              codes: codes.bytes(part: index, block: block), way_bytes: plan.wayBytes,
              column_count: plan.columnCount,
              categories: codes.categories(part: index, block: block),
              way_categories: plan.wayCategories, way_count: part.ways.count, leaves: leaves,
              moved: moved, sums: sums)
            unsafe tg_change_trees(
              instructionSet.rawValue, &change, plan.chunks[chunk], plan.chunks[chunk].count)
          }
        }
      }
    }
  }

  /// Adds the trees of other kinds up, and what each change does to them.
  private func askWholeTrees(
    _ block: Int, _ group: ChangeGroup, _ plans: [ChangePlan], _ codes: borrowing ChangedCodes
  ) {
    unsafe wholeTrees.sum(forest, tile, block, fixed, instructionSet, to: base)
    var sums = unsafe self.sums
    for (index, part) in group.parts.enumerated() {
      unsafe wholeTrees.change(
        plans[part.plan], forest, tile, block, fixed, instructionSet,
        bytes: codes.bytes(part: index, block: block),
        categories: codes.categories(part: index, block: block), wayCount: part.ways.count,
        to: sums)
      unsafe sums += part.ways.count * forest.outputCount * Forest.blockRows
    }
  }
}

extension Forest {
  /// Calls `body` with each output that a tree adds to, and where the tree's values for it start.
  @inline(__always)
  func forEachOutput(of tree: Tree, _ body: (_ output: Int, _ first: Int) -> Void) {
    let first = Int(tree.firstValue)
    guard tree.output < 0 else { return body(tree.output, first) }
    for output in 0..<outputCount { body(output, first + output * tree.leafCount) }
  }
}
