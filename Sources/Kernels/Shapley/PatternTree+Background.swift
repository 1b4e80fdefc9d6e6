import CKernels

extension ShapleyTile {
  /// Background rows with their weights.
  struct Weighted: Sendable {
    /// By tested feature, then by row, ``ShapleyTile/rowLimit`` cells apart.
    let values: [Double]
    let weights: ArraySlice<Double>
  }
}

extension PatternTree.Shape {
  typealias Body = (body: PatternTree.Body, reached: [Double])

  /// Tables from the weight of the background rows of each pattern.
  func narrowBody(
    _ tests: BranchTests, _ background: [ShapleyTile.Weighted], _ weights: ShapleyWeights
  ) -> Body {
    var starts: [Int] = [0]
    for leaf in leaves { starts.append(starts.last.map { $0 + 1 << leaf.slots } ?? 0) }
    var masses = [Double](repeating: 0, count: starts.last ?? 0)
    for tile in background {
      let patterns = narrowPatterns(tests, tile)
      for (leaf, start) in zip(leaves.indices, starts) {
        for (row, weight) in zip(0..., tile.weights) {
          masses[start + Int(patterns[leaf * ShapleyTile.rowLimit + row])] += weight
        }
      }
    }
    var tables = [Double](
      repeating: 0, count: leaves.reduce(0) { $0 + $1.slots << $1.slots })
    var narrow: [tg_narrow_leaf] = []
    var reached: [Double] = []
    var first = 0
    for (leaf, start) in zip(leaves, starts) {
      narrow.append(
        tg_narrow_leaf(
          table: first, first_player: UInt32(leaf.firstPlayer), slot_count: UInt32(leaf.slots),
          value: UInt32(leaf.value)))
      reached.append(masses[start + 1 << leaf.slots - 1])
      unsafe masses.withUnsafeBufferPointer { masses in
        unsafe tables.withUnsafeMutableBufferPointer { tables in
          guard let masses = masses.baseAddress, let tables = tables.baseAddress else { return }
          unsafe tg_pattern_table(
            masses + start, leaf.slots, weights.gain, weights.loss, tables + first)
        }
      }
      first += leaf.slots << leaf.slots
    }
    return (.narrow(leaves: narrow, tables: tables), reached)
  }

  private func narrowPatterns(_ tests: BranchTests, _ tile: ShapleyTile.Weighted) -> [UInt8] {
    let count = leaves.count * ShapleyTile.rowLimit
    let scratch = UnsafeMutablePointer<UInt8>.allocate(
      capacity: 2 * (depth + 1) * ShapleyTile.rowLimit)
    defer { unsafe scratch.deallocate() }
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { patterns, initialized in
      unsafe tests.withBranches { branches in
        unsafe tg_narrow_patterns(
          nodes, nodes.count, branches, tile.values, tile.weights.count, scratch,
          scratch + (depth + 1) * ShapleyTile.rowLimit, patterns.baseAddress)
      }
      initialized = count
    }
  }

  /// The distinct patterns of the background's rows, leaf by leaf.
  func wideBody(_ tests: BranchTests, _ background: [ShapleyTile.Weighted]) -> Body {
    var pairs: [[(pattern: UInt64, weight: Double)]] = Array(repeating: [], count: leaves.count)
    for tile in background {
      let patterns = widePatterns(tests, tile)
      for leaf in leaves.indices {
        for (row, weight) in zip(0..., tile.weights) {
          pairs[leaf].append((patterns[leaf * ShapleyTile.rowLimit + row], weight))
        }
      }
    }
    var wide: [tg_wide_leaf] = []
    var patterns: [UInt64] = []
    var weights: [Double] = []
    var reached: [Double] = []
    for (leaf, pairs) in zip(leaves, pairs) {
      let full: UInt64 = leaf.slots == 0 ? 0 : .max >> UInt64(64 - leaf.slots)
      let first = patterns.count
      for (pattern, weight) in pairs.sorted(by: { $0.pattern < $1.pattern }) {
        if patterns.count > first, patterns.last == pattern {
          weights[weights.count - 1] += weight
        } else {
          patterns.append(pattern)
          weights.append(weight)
        }
      }
      // The full pattern is the largest.
      reached.append(patterns.last == full ? weights.last ?? 0 : 0)
      wide.append(
        tg_wide_leaf(
          first_pattern: first, pattern_count: UInt32(patterns.count - first),
          first_player: UInt32(leaf.firstPlayer), slot_count: UInt32(leaf.slots),
          value: UInt32(leaf.value)))
    }
    return (.wide(leaves: wide, patterns: patterns, weights: weights), reached)
  }

  private func widePatterns(_ tests: BranchTests, _ tile: ShapleyTile.Weighted) -> [UInt64] {
    let count = leaves.count * ShapleyTile.rowLimit
    let scratch = UnsafeMutablePointer<UInt64>.allocate(
      capacity: 2 * (depth + 1) * ShapleyTile.rowLimit)
    defer { unsafe scratch.deallocate() }
    return unsafe [UInt64](unsafeUninitializedCapacity: count) { patterns, initialized in
      unsafe tests.withBranches { branches in
        unsafe tg_wide_patterns(
          nodes, nodes.count, branches, tile.values, tile.weights.count, scratch,
          scratch + (depth + 1) * ShapleyTile.rowLimit, patterns.baseAddress)
      }
      initialized = count
    }
  }
}
