/// The margins of rows as functions of one input of their trees, all other inputs fixed: steps at the
/// trees' own thresholds, so nothing between two grid points is missed.
package struct FeatureSteps: Sendable {
  /// The input's thresholds, ascending and distinct: between two of them every margin is constant.
  package let cuts: [Double]
  private let rows: TreeRows
  private let input: Int
  /// The trees that test the input.
  private let trees: [Int]
  /// By node, the position of its threshold in ``cuts``; −1 where another input is tested.
  private let cutOfNode: [Int32]

  /// Steps of some rows.
  package struct Block: Sendable {
    package let rows: Range<Int>
    /// `starts[output][row]`: the margins below all cuts.
    package let starts: [[Double]]
    /// `jumps[output][cut * rows.count + row]`: what the margin gains at a cut, from below to above.
    package let jumps: [[Double]]

    /// The margins of all rows in some cells, `result[output][position * rows.count + row]`.
    ///
    /// - Parameter cells: Ascending numbers of cuts below, as ``FeatureSteps/cell(of:)`` gives them.
    package func margins(inCells cells: [Int]) -> [[Double]] {
      zip(starts, jumps).map { starts, jumps in
        var margins: [Double] = []
        margins.reserveCapacity(cells.count * rows.count)
        var current = starts
        var cut = 0
        for cell in cells {
          while cut < cell {
            for row in current.indices { current[row] += jumps[cut * rows.count + row] }
            cut += 1
          }
          margins += current
        }
        return margins
      }
    }
  }

  /// - Returns: nil where steps do not tell all: categorical tests, linear leaves, or zeros that count as
  ///   missing.
  package init?(_ rows: TreeRows, input: Int) {
    let ensemble = rows.trees.ensemble
    guard ensemble.linearLeaves.isEmpty else { return nil }
    var thresholds: [Double] = []
    var trees: [Int] = []
    for tree in ensemble.roots.indices {
      let before = thresholds.count
      for node in ensemble.nodes[ensemble.range(ofTree: tree)] where !node.isLeaf {
        guard Int(node.feature) == input else { continue }
        guard node.categorySet < 0, node.missing != .zero else { return nil }
        thresholds.append(ensemble.threshold(of: node))
      }
      if thresholds.count > before { trees.append(tree) }
    }
    var cuts: [Double] = []
    // −0 and 0 are one cut, as in comparisons.
    for threshold in thresholds.sorted() where cuts.last != threshold { cuts.append(threshold) }
    self.rows = rows
    self.input = input
    self.trees = trees
    self.cuts = cuts
    cutOfNode = ensemble.nodes.map { node in
      guard !node.isLeaf, Int(node.feature) == input else { return -1 }
      return Int32(FeatureSteps.countBelow(ensemble.threshold(of: node), in: cuts, orEqual: false))
    }
  }

  /// The number of cuts below `value`, as the trees compare: all values of a cell have the same margins.
  package func cell(of value: Double) -> Int {
    let ensemble = rows.trees.ensemble
    return FeatureSteps.countBelow(
      ensemble.input(value), in: cuts, orEqual: ensemble.comparison == .less)
  }

  private static func countBelow(_ value: Double, in cuts: [Double], orEqual: Bool) -> Int {
    var (low, high) = (0, cuts.count)
    while low < high {
      let middle = (low + high) / 2
      if cuts[middle] < value || orEqual && cuts[middle] == value {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// The steps of some rows.
  ///
  /// - Parameter margins: The rows' margins as they are, `[output][row]` of the whole table.
  package func block(_ range: Range<Int>, margins: [[Double]]) -> Block {
    let ensemble = rows.trees.ensemble
    let outputs = ensemble.outputCount
    let factor = ensemble.scale / ensemble.divisor
    var starts = (0..<outputs).map { output in range.map { margins[output][$0] } }
    var jumps = [[Double]](
      repeating: Array(repeating: 0, count: cuts.count * range.count), count: outputs)
    var pending: [(node: Int, low: Int, high: Int)] = []
    for tree in trees {
      let root = ensemble.roots[tree]
      let isVector = ensemble.treeOutputs[tree] < 0
      let targets =
        isVector
        ? 0..<outputs : Int(ensemble.treeOutputs[tree])..<Int(ensemble.treeOutputs[tree]) + 1
      for (offset, row) in range.enumerated() {
        let own = ensemble.walk(from: root) { rows.inputs[$0][row] }
        var last = -1
        pending.append((Int(root), 0, cuts.count))
        while let (index, low, high) = pending.popLast() {
          let node = ensemble.nodes[index]
          let cut = Int(cutOfNode[index])
          if node.isLeaf {
            for output in targets {
              let place = isVector ? output : 0
              let value = ensemble.leafValues[Int(node.left) + place]
              if last < 0 {
                let present = ensemble.leafValues[Int(ensemble.nodes[own].left) + place]
                starts[output][offset] += factor * (value - present)
              } else {
                let before = ensemble.leafValues[last + place]
                jumps[output][(low - 1) * range.count + offset] += factor * (value - before)
              }
            }
            last = Int(node.left)
          } else if cut < 0 {
            let value = ensemble.input(rows.inputs[Int(node.feature)][row])
            let child = ensemble.goesLeft(node, value) ? node.left : node.right
            pending.append((Int(child), low, high))
          } else {
            // Cells up to `cut` are on the left; what is met first is lowest.
            if high > cut { pending.append((Int(node.right), max(low, cut + 1), high)) }
            if low <= cut { pending.append((Int(node.left), low, min(high, cut))) }
          }
        }
      }
    }
    return Block(rows: range, starts: starts, jumps: jumps)
  }

  /// Whether every split on the input, in every tree that adds to `output`, has no leaf on its left
  /// above one on its right (`sign` 1) or below one (−1): then no row whatever can violate that
  /// direction. XGBoost's and LightGBM's monotone constraints build such trees.
  package func isOrdered(sign: Double, output: Int) -> Bool {
    let ensemble = rows.trees.ensemble
    let sign = ensemble.scale < 0 ? -sign : sign
    for tree in trees {
      let isVector = ensemble.treeOutputs[tree] < 0
      guard isVector || Int(ensemble.treeOutputs[tree]) == output else { continue }
      let range = ensemble.range(ofTree: tree)
      var lowest = [Double](repeating: .infinity, count: range.count)
      var highest = [Double](repeating: -.infinity, count: range.count)
      // Children stand behind their parents.
      for index in range.reversed() {
        let (node, place) = (ensemble.nodes[index], index - range.lowerBound)
        guard !node.isLeaf else {
          let value = sign * ensemble.leafValues[Int(node.left) + (isVector ? output : 0)]
          (lowest[place], highest[place]) = (value, value)
          continue
        }
        let left = Int(node.left) - range.lowerBound
        let right = Int(node.right) - range.lowerBound
        if cutOfNode[index] >= 0, highest[left] > lowest[right] { return false }
        lowest[place] = min(lowest[left], lowest[right])
        highest[place] = max(highest[left], highest[right])
      }
    }
    return true
  }
}

extension TreeEnsemble {
  /// The nodes of a tree.
  package func range(ofTree tree: Int) -> Range<Int> {
    Int(roots[tree])..<(tree + 1 < roots.count ? Int(roots[tree + 1]) : nodes.count)
  }
}
