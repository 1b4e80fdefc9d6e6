import CKernels

/// The trees of a forest that are not sliced: symmetric ones, and those with more leaves than a byte
/// numbers. After a change those that test a changed input are asked again from the root on. One thread
/// owns them.
@safe struct WholeTrees: ~Copyable {
  /// Indices of the trees.
  private let trees: [Int]
  /// By tree of the forest, the place of its leaf numbers in ``narrow`` or in ``wide``.
  private let places: [Int]
  /// A block's leaves as it is, and in one tree after a change.
  private let narrow: UnsafeMutablePointer<UInt8>
  private let wide: UnsafeMutablePointer<UInt32>
  private let leaves: UnsafeMutablePointer<UInt8>
  /// The codes that a change replaces.
  private let savedBytes: UnsafeMutablePointer<Int8>
  private let savedCategories: UnsafeMutablePointer<UInt32>

  init(_ forest: Forest, _ plans: [ChangePlan]) {
    var counts = (narrow: 0, wide: 0)
    var trees: [Int] = []
    var places = [Int](repeating: 0, count: forest.trees.count)
    for (index, tree) in forest.trees.enumerated() {
      if case .sliced = tree.body { continue }
      trees.append(index)
      if tree.isNarrow {
        places[index] = counts.narrow * Forest.blockRows
        counts.narrow += 1
      } else {
        places[index] = counts.wide * Forest.blockRows
        counts.wide += 1
      }
    }
    (self.trees, self.places) = (trees, places)
    let asked = plans.lazy.filter { !$0.wholeTrees.isEmpty }
    unsafe narrow = .allocate(capacity: max(1, counts.narrow) * Forest.blockRows)
    unsafe wide = .allocate(capacity: max(1, counts.wide) * Forest.blockRows)
    unsafe leaves = .allocate(capacity: Forest.blockRows)
    unsafe savedBytes = .allocate(capacity: max(1, asked.map(\.wayBytes).max() ?? 0))
    unsafe savedCategories = .allocate(capacity: max(1, asked.map(\.wayCategories).max() ?? 0))
  }

  deinit {
    unsafe narrow.deallocate()
    unsafe wide.deallocate()
    unsafe leaves.deallocate()
    unsafe savedBytes.deallocate()
    unsafe savedCategories.deallocate()
  }

  /// Finds the leaves of a block's rows, and adds their values to `base`.
  func sum(
    _ forest: Forest, _ tile: borrowing ForestTile, _ block: Int, _ fixed: FixedPoint,
    _ instructionSet: InstructionSet, to base: UnsafeMutablePointer<Int64>
  ) {
    guard !trees.isEmpty else { return }
    unsafe forest.withTables(fixed) { tests, levels, values in
      for index in trees {
        let tree = forest.trees[index]
        if tree.isNarrow {
          let leaves = unsafe narrow + places[index]
          unsafe tile.findLeaves(
            forest, tree.body, tests, levels, block: block, instructionSet: instructionSet,
            to: leaves)
          forest.forEachOutput(of: tree) { output, first in
            unsafe tg_add_fixed(leaves, values + first, base + output * Forest.blockRows)
          }
        } else {
          unsafe forest.findWideLeaves(tile, tree, tests, levels, block, instructionSet)
          let leaves = unsafe wide + places[index]
          unsafe leaves.update(from: tile.wideLeaves, count: Forest.blockRows)
          forest.forEachOutput(of: tree) { output, first in
            unsafe tg_add_wide_fixed(leaves, values + first, base + output * Forest.blockRows)
          }
        }
      }
    }
  }

  /// Adds what a change does to the block that ``sum`` saw last.
  ///
  /// - Parameters:
  ///   - bytes: The codes of the first way, and of the others ``ChangePlan/wayBytes`` apart.
  ///   - categories: The same of category codes.
  ///   - sums: By output, by way, by row.
  func change(
    _ plan: ChangePlan, _ forest: Forest, _ tile: borrowing ForestTile, _ block: Int,
    _ fixed: FixedPoint, _ instructionSet: InstructionSet, bytes: UnsafePointer<Int8>,
    categories: UnsafePointer<UInt32>, wayCount: Int, to sums: UnsafeMutablePointer<Int64>
  ) {
    guard !plan.wholeTrees.isEmpty else { return }
    unsafe plan.exchange(tile, forest, block) { own, place, count in
      unsafe (savedBytes + place).update(from: own, count: count)
    } categories: { own, place in
      unsafe (savedCategories + place).update(from: own, count: Forest.blockRows)
    }
    defer { unsafe put(plan, savedBytes, savedCategories, forest, tile, block) }
    for way in 0..<wayCount {
      unsafe put(
        plan, bytes + way * plan.wayBytes, categories + way * plan.wayCategories, forest, tile,
        block)
      unsafe forest.withTables(fixed) { tests, levels, values in
        for index in plan.wholeTrees {
          let tree = forest.trees[index]
          if tree.isNarrow {
            unsafe tile.findLeaves(
              forest, tree.body, tests, levels, block: block, instructionSet: instructionSet,
              to: leaves)
          } else {
            unsafe forest.findWideLeaves(tile, tree, tests, levels, block, instructionSet)
          }
          forest.forEachOutput(of: tree) { output, first in
            let sums = unsafe sums + (output * wayCount + way) * Forest.blockRows
            if tree.isNarrow {
              unsafe tg_add_changes(
                instructionSet.rawValue, narrow + places[index], leaves, values + first, sums)
            } else {
              unsafe tg_add_wide_changes(
                wide + places[index], tile.wideLeaves, values + first, sums)
            }
          }
        }
      }
    }
  }

  /// Puts a change's codes into the block.
  private func put(
    _ plan: ChangePlan, _ bytes: UnsafePointer<Int8>, _ categories: UnsafePointer<UInt32>,
    _ forest: Forest, _ tile: borrowing ForestTile, _ block: Int
  ) {
    unsafe plan.exchange(tile, forest, block) { own, place, count in
      unsafe own.update(from: bytes + place, count: count)
    } categories: { own, place in
      unsafe own.update(from: categories + place, count: Forest.blockRows)
    }
  }
}

extension ChangePlan {
  /// Calls `bytes` with each changed numeric input's codes in a block, their place among the change's
  /// and their number, and `categories` with each category input's codes and their place.
  @unsafe fileprivate func exchange(
    _ tile: borrowing ForestTile, _ forest: Forest, _ block: Int,
    bytes: (UnsafeMutablePointer<Int8>, Int, Int) -> Void,
    categories: (UnsafeMutablePointer<UInt32>, Int) -> Void
  ) {
    var place = 0
    for input in numeric {
      let count = input.columnCount * Forest.blockRows
      unsafe bytes(
        tile.codes + block * tile.blockBytes + input.place * Forest.blockRows, place, count)
      place += count
    }
    for (index, input) in self.categories.enumerated() {
      unsafe categories(
        tile.categoryCodes
          + (block * forest.categoryInputs.count + input.place) * Forest.blockRows,
        index * Forest.blockRows)
    }
  }
}

extension Forest {
  /// Calls `body` with the first test, level and leaf value: one look-up of the arrays serves all trees.
  @unsafe fileprivate func withTables(
    _ fixed: FixedPoint,
    _ body: (UnsafePointer<tg_test>?, UnsafePointer<tg_level>?, UnsafePointer<Int64>) -> Void
  ) {
    unsafe tests.withUnsafeBufferPointer { tests in
      unsafe levels.withUnsafeBufferPointer { levels in
        unsafe fixed.values.withUnsafeBufferPointer { values in
          guard let values = values.baseAddress else { return }
          unsafe body(tests.baseAddress, levels.baseAddress, values)
        }
      }
    }
  }
}
