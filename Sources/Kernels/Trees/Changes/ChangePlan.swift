import CKernels

/// What a change of some inputs can do to a forest: the coded inputs, and the trees that test them with
/// the subtrees that must be asked again.
struct ChangePlan: Sendable {
  /// A tree that tests a changed input.
  struct ChangedTree: Sendable {
    /// Its index in the forest.
    let tree: Int
    /// Of a sliced tree, the subtrees below its topmost tests on a changed column.
    let branches: Range<Int>
  }

  let inputs: [CodedColumns]
  let donors: [[Int32]?]
  private(set) var trees: [ChangedTree] = []
  private(set) var branches: [tg_subtree] = []

  init(
    _ forest: Forest, _ change: InputChange, parallel: Parallel, instructionSet: InstructionSet
  ) {
    var inputs: [CodedColumns] = []
    var changes = Changed(forest)
    for (feature, column) in zip(change.features, change.columns) {
      for (index, input) in forest.numericInputs.enumerated() where input.feature == feature {
        let coded = CodedColumns.numeric(
          forest, index, column, parallel: parallel, instructionSet: instructionSet)
        inputs.append(coded)
        for place in coded.place..<coded.place + coded.columnCount { changes.columns[place] = true }
      }
      for (index, input) in forest.categoryInputs.enumerated() where input.feature == feature {
        inputs.append(CodedColumns.categories(forest, index, column))
        changes.categories[index] = true
      }
    }
    self.inputs = inputs
    donors = change.donors
    guard !inputs.isEmpty else { return }
    for index in forest.trees.indices {
      let first = branches.count
      guard append(forest, index, changes) else { continue }
      trees.append(ChangedTree(tree: index, branches: first..<branches.count))
    }
  }

  /// Which byte columns and category inputs change.
  private struct Changed {
    var columns: [Bool]
    var categories: [Bool]

    init(_ forest: Forest) {
      columns = Array(repeating: false, count: forest.columnCount)
      categories = Array(repeating: false, count: forest.categoryInputs.count)
    }

    /// Whether a test reads a changed column; scratch columns hold the tree's category tests.
    func holds(offset: UInt32, sets: Range<Int>, _ forest: Forest) -> Bool {
      let column = Int(offset) / Forest.blockRows
      guard column >= forest.columnCount else { return columns[column] }
      let set = forest.testedSets[sets.lowerBound + column - forest.columnCount]
      return holds(set: Int(set), forest)
    }

    func holds(set: Int, _ forest: Forest) -> Bool {
      categories[Int(forest.categorySets[set].offset) / Forest.blockRows]
    }
  }

  /// Adds a tree's branches; false for a tree that tests nothing that changes.
  private mutating func append(_ forest: Forest, _ index: Int, _ changed: Changed) -> Bool {
    let tree = forest.trees[index]
    switch tree.body {
    case .sliced(let tests, let sets):
      return appendBranches(forest, tests, sets, leafCount: tree.leafCount, changed)
    case .symmetric(let levels, let sets):
      return forest.levels[levels].contains { level in
        changed.holds(offset: level.offset, sets: sets, forest)
      }
    case .walked(let root, _):
      let nodes = forest.nodes[Int(root)..<Int(root) + 2 * tree.leafCount - 1]
      return nodes.enumerated().contains { place, node in
        guard Int(node.left) != Int(root) + place else { return false }
        return node.threshold == TG_CATEGORY
          ? changed.holds(set: Int(node.offset), forest)
          : changed.columns[Int(node.offset) / Forest.blockRows]
      }
    }
  }

  private mutating func appendBranches(
    _ forest: Forest, _ tests: Range<Int>, _ sets: Range<Int>, leafCount: Int, _ changed: Changed
  ) -> Bool {
    // By first leaf, where the subtree that begins there ends: of nested ones the innermost that
    // preorder has not come to yet.
    var ends = [Int](repeating: 0, count: leafCount + 1)
    ends[0] = leafCount
    let before = branches.count
    var covered = 0
    for index in tests {
      let test = forest.tests[index]
      let (first, target) = (Int(test.first & 255), Int(test.target & 255))
      let end = ends[first]
      ends[first] = target
      ends[target] = end
      guard first >= covered, changed.holds(offset: test.offset, sets: sets, forest) else {
        continue
      }
      // A subtree of m leaves has m - 1 tests, which stand together.
      branches.append(
        tg_subtree(
          first_test: UInt32(index - tests.lowerBound), test_count: UInt32(end - first - 1),
          first_leaf: test.first, last_offset: UInt32(end - first - 1) * 0x0101_0101))
      covered = end
    }
    return branches.count > before
  }
}
