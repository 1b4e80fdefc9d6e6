import CKernels

/// The codes of a tile's rows, with one block's leaves in every tree at a time and what changes do to
/// them. One thread owns it.
@safe struct ChangingTile: ~Copyable {
  private let forest: Forest
  private let tile: ForestTile
  private let fixed: FixedPoint
  private let instructionSet: InstructionSet
  /// By tree, the place of its leaf numbers in ``narrow`` or in ``wide``.
  private let places: [Int]
  /// The block's leaves as it is, and in one tree after a change.
  private let narrow: UnsafeMutablePointer<UInt8>
  private let wide: UnsafeMutablePointer<UInt32>
  private let leaves: UnsafeMutablePointer<UInt8>
  /// The block's sums as it is, and after a change, output by output.
  private let base: UnsafeMutablePointer<Int64>
  private let sums: UnsafeMutablePointer<Int64>

  init(
    _ forest: Forest, rows: Range<Int>, of features: [[Double]], _ fixed: FixedPoint,
    instructionSet: InstructionSet
  ) {
    self.forest = forest
    self.fixed = fixed
    self.instructionSet = instructionSet
    tile = ForestTile(forest, rows: rows, of: features, instructionSet: instructionSet)
    var counts = (narrow: 0, wide: 0)
    places = forest.trees.map { tree in
      if tree.isNarrow {
        counts.narrow += 1
        return counts.narrow - 1
      }
      counts.wide += 1
      return counts.wide - 1
    }
    unsafe narrow = .allocate(capacity: max(1, counts.narrow) * Forest.blockRows)
    unsafe wide = .allocate(capacity: max(1, counts.wide) * Forest.blockRows)
    unsafe leaves = .allocate(capacity: Forest.blockRows)
    unsafe base = .allocate(capacity: forest.outputCount * Forest.blockRows)
    unsafe sums = .allocate(capacity: forest.outputCount * Forest.blockRows)
  }

  deinit {
    unsafe narrow.deallocate()
    unsafe wide.deallocate()
    unsafe leaves.deallocate()
    unsafe base.deallocate()
    unsafe sums.deallocate()
  }

  /// Blocks of 256 rows.
  var blockCount: Int { tile.blockCount }

  /// Writes the sums of a block's rows, as they are and after each way to change.
  ///
  /// - Parameters:
  ///   - starts: By plan, the place of its first way in `changed`.
  ///   - base: `[output][row]` of the table.
  ///   - changed: `[way][output][row]` of the table.
  func sum(
    _ block: Int, _ plans: [ChangePlan], starts: [Int],
    base results: UnsafeMutableBufferPointer<Double>,
    changed: UnsafeMutableBufferPointer<Double>, rowCount: Int
  ) {
    unsafe forest.withTests { tests, levels in
      unsafe sumAll(block, tests, levels)
      unsafe write(base, block, to: results, at: 0, rowCount)
      for (plan, start) in zip(plans, starts) {
        for way in plan.donors.indices {
          unsafe sums.update(from: base, count: forest.outputCount * Forest.blockRows)
          if !plan.trees.isEmpty { unsafe change(block, plan, way, tests, levels) }
          unsafe write(
            sums, block, to: changed, at: (start + way) * forest.outputCount * rowCount, rowCount)
        }
      }
    }
  }

  private func write(
    _ sums: UnsafeMutablePointer<Int64>, _ block: Int,
    to results: UnsafeMutableBufferPointer<Double>, at start: Int, _ rowCount: Int
  ) {
    let rows = tile.rows(ofBlock: block)
    for output in 0..<forest.outputCount {
      let column = unsafe sums + output * Forest.blockRows
      let place = start + output * rowCount + rows.lowerBound
      for position in 0..<rows.count {
        unsafe results[place + position] = fixed.number(column[position])
      }
    }
  }

  /// Finds the block's leaves and adds them up.
  private func sumAll(
    _ block: Int, _ tests: UnsafePointer<tg_test>?, _ levels: UnsafePointer<tg_level>?
  ) {
    for (output, value) in fixed.bases.enumerated() {
      unsafe (base + output * Forest.blockRows).update(repeating: value, count: Forest.blockRows)
    }
    unsafe fixed.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      for (tree, place) in zip(forest.trees, places) {
        if tree.isNarrow {
          let leaves = unsafe narrow + place * Forest.blockRows
          unsafe tile.findLeaves(
            forest, tree.body, tests, levels, block: block, instructionSet: instructionSet,
            to: leaves)
          forest.forEachOutput(of: tree) { output, first in
            unsafe tg_add_fixed(leaves, values + first, base + output * Forest.blockRows)
          }
        } else {
          unsafe forest.findWideLeaves(tile, tree, tests, levels, block, instructionSet)
          let leaves = unsafe wide + place * Forest.blockRows
          unsafe leaves.update(from: tile.wideLeaves, count: Forest.blockRows)
          forest.forEachOutput(of: tree) { output, first in
            unsafe tg_add_wide_fixed(leaves, values + first, base + output * Forest.blockRows)
          }
        }
      }
    }
  }

  /// Changes the block's codes one way, corrects the sums tree by tree, and puts the codes back.
  private func change(
    _ block: Int, _ plan: ChangePlan, _ way: Int, _ tests: UnsafePointer<tg_test>?,
    _ levels: UnsafePointer<tg_level>?
  ) {
    let saved = plan.inputs.map { replaceCodes(block, $0, plan.donors[way]) }
    unsafe fixed.values.withUnsafeBufferPointer { values in
      unsafe plan.branches.withUnsafeBufferPointer { branches in
        guard let values = values.baseAddress else { return }
        for changed in plan.trees {
          let tree = forest.trees[changed.tree]
          let place = places[changed.tree] * Forest.blockRows
          if tree.isNarrow {
            let first = unsafe branches.baseAddress.map { unsafe $0 + changed.branches.lowerBound }
            unsafe findChangedLeaves(
              block, tree, first, changed.branches.count, old: narrow + place, tests, levels)
            forest.forEachOutput(of: tree) { output, first in
              unsafe tg_add_changes(
                narrow + place, leaves, values + first, sums + output * Forest.blockRows)
            }
          } else {
            unsafe forest.findWideLeaves(tile, tree, tests, levels, block, instructionSet)
            forest.forEachOutput(of: tree) { output, first in
              unsafe tg_add_wide_changes(
                wide + place, tile.wideLeaves, values + first, sums + output * Forest.blockRows)
            }
          }
        }
      }
    }
    for (input, codes) in zip(plan.inputs, saved) { restore(block, input, codes) }
  }

  private func findChangedLeaves(
    _ block: Int, _ tree: Forest.Tree, _ branches: UnsafePointer<tg_subtree>?, _ branchCount: Int,
    old: UnsafeMutablePointer<UInt8>, _ tests: UnsafePointer<tg_test>?,
    _ levels: UnsafePointer<tg_level>?
  ) {
    guard case .sliced(let range, let sets) = tree.body else {
      return unsafe tile.findLeaves(
        forest, tree.body, tests, levels, block: block, instructionSet: instructionSet, to: leaves)
    }
    if !sets.isEmpty { tile.fillScratch(forest, sets, block: block) }
    unsafe tg_changed_leaves(
      instructionSet.rawValue, tests.map { unsafe $0 + range.lowerBound }, branches, branchCount,
      tile.codes + block * tile.blockBytes, old, leaves)
  }

  /// Puts the codes of an input's donors into the block.
  ///
  /// - Returns: Those that stood there.
  private func replaceCodes(
    _ block: Int, _ input: CodedColumns, _ donors: [Int32]?
  ) -> CodedColumns.Codes {
    let rows = tile.rows(ofBlock: block)
    let sources = donors.map { Array($0[rows]) } ?? rows.map { Int32(truncatingIfNeeded: $0) }
    switch input.codes {
    case .bytes(let codes):
      let place =
        unsafe tile.codes + block * tile.blockBytes + input.place * Forest.blockRows
      let saved = unsafe Array(
        UnsafeBufferPointer(start: place, count: input.columnCount * Forest.blockRows))
      unsafe tg_take_codes(codes, input.columnCount, sources, sources.count, place)
      return .bytes(saved)
    case .categories(let codes):
      let place = unsafe categoryCodes(block, input)
      let saved = unsafe Array(UnsafeBufferPointer(start: place, count: Forest.blockRows))
      for (position, source) in sources.enumerated() { unsafe place[position] = codes[Int(source)] }
      return .categories(saved)
    }
  }

  private func restore(_ block: Int, _ input: CodedColumns, _ saved: CodedColumns.Codes) {
    switch saved {
    case .bytes(let codes):
      let place =
        unsafe tile.codes + block * tile.blockBytes + input.place * Forest.blockRows
      unsafe place.update(from: codes, count: codes.count)
    case .categories(let codes):
      unsafe categoryCodes(block, input).update(from: codes, count: codes.count)
    }
  }

  private func categoryCodes(
    _ block: Int, _ input: CodedColumns
  ) -> UnsafeMutablePointer<UInt32> {
    unsafe tile.categoryCodes
      + (block * forest.categoryInputs.count + input.place) * Forest.blockRows
  }
}

extension Forest {
  /// Calls `body` with the first test and the first level: one look-up of the arrays serves all trees.
  @unsafe fileprivate func withTests(
    _ body: (UnsafePointer<tg_test>?, UnsafePointer<tg_level>?) -> Void
  ) {
    unsafe tests.withUnsafeBufferPointer { tests in
      unsafe levels.withUnsafeBufferPointer { levels in
        unsafe body(tests.baseAddress, levels.baseAddress)
      }
    }
  }

  /// Calls `body` with each output that a tree adds to, and where the tree's values for it start.
  @inline(__always)
  fileprivate func forEachOutput(of tree: Tree, _ body: (_ output: Int, _ first: Int) -> Void) {
    let first = Int(tree.firstValue)
    guard tree.output < 0 else { return body(tree.output, first) }
    for output in 0..<outputCount { body(output, first + output * tree.leafCount) }
  }
}
