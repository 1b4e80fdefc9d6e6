import CKernels

/// What a change of some inputs can do to a forest: the coded inputs, and the trees that test them.
struct ChangePlan: Sendable {
  /// The changed inputs: their codes over all rows they come from, and their place among the inputs of
  /// their kind in the forest.
  let numeric: [CodedColumns]
  let categories: [CodedColumns]
  let donors: [[Int32]?]
  /// The byte columns of all changed numeric inputs, which stand side by side, one input after the other.
  let columnCount: Int
  /// The most tests on changed categories in a tree that is not walked: each needs a column for a while.
  private(set) var setColumnCount = 0
  /// The sliced trees that test a changed input, by ``ForkTable/chunks``.
  private(set) var chunks: [[tg_changed_tree]] = []
  /// Their tests on changed columns, and the sets of those on categories.
  private(set) var forks: [tg_fork] = []
  private(set) var sets: [tg_category_set] = []
  /// The trees of other kinds that test a changed input (``WholeTrees``).
  private(set) var wholeTrees: [Int] = []

  init(
    _ forest: Forest, _ change: InputChange, _ table: ForkTable, parallel: Parallel,
    instructionSet: InstructionSet
  ) {
    var numeric: [CodedColumns] = []
    var categories: [CodedColumns] = []
    var columnCount = 0
    var changed = Changed(forest)
    for (feature, column) in zip(change.features, change.columns) {
      for (index, input) in forest.numericInputs.enumerated() where input.feature == feature {
        let coded = CodedColumns.numeric(
          forest, index, column, parallel: parallel, instructionSet: instructionSet)
        numeric.append(coded)
        for place in coded.place..<coded.place + coded.columnCount {
          changed.columns[place] = columnCount
          columnCount += 1
        }
      }
      for (index, input) in forest.categoryInputs.enumerated() where input.feature == feature {
        changed.categories[index] = categories.count
        categories.append(CodedColumns.categories(forest, index, column))
      }
    }
    (self.numeric, self.categories, self.columnCount) = (numeric, categories, columnCount)
    donors = change.donors
    chunks = table.chunks.map { trees in
      trees.compactMap { addForks(forest, $0, table, changed) }
    }
    wholeTrees = forest.trees.indices.filter { changed.isTested(by: forest.trees[$0], forest) }
  }

  /// The tests of a sliced tree on changed columns; nil if there are none.
  private mutating func addForks(
    _ forest: Forest, _ index: Int, _ table: ForkTable, _ changed: Changed
  ) -> tg_changed_tree? {
    let tree = forest.trees[index]
    guard case .sliced(let tests, let testedSets) = tree.body else { return nil }
    let (firstFork, firstSet) = (forks.count, sets.count)
    for test in tests {
      var fork = table.forks[test]
      let column = Int(fork.offset) / Forest.blockRows
      if column < forest.columnCount {
        guard let place = changed.columns[column] else { continue }
        fork.offset = UInt32(place * Forest.blockRows)
      } else {
        let set = forest.testedSets[testedSets.lowerBound + column - forest.columnCount]
        var header = forest.categorySets[Int(set)]
        guard let place = changed.categories[Int(header.offset) / Forest.blockRows] else {
          continue
        }
        header.offset = UInt32(place * Forest.blockRows)
        fork.offset = UInt32((columnCount + sets.count - firstSet) * Forest.blockRows)
        sets.append(header)
      }
      forks.append(fork)
    }
    guard forks.count > firstFork else { return nil }
    setColumnCount = max(setColumnCount, sets.count - firstSet)
    return tg_changed_tree(
      first_fork: UInt32(firstFork), fork_count: UInt32(forks.count - firstFork),
      first_set: UInt32(firstSet), set_count: UInt32(sets.count - firstSet),
      root: UInt32(table.roots[index]), first_value: tree.firstValue,
      leaf_count: UInt32(tree.leafCount), output: UInt32(max(0, tree.output)),
      output_count: UInt32(tree.output < 0 ? forest.outputCount : 1))
  }

  /// By byte column or category input of the forest, its place among those of the change; nil where it
  /// does not change.
  private struct Changed {
    var columns: [Int?]
    var categories: [Int?]

    init(_ forest: Forest) {
      columns = Array(repeating: nil, count: forest.columnCount)
      categories = Array(repeating: nil, count: forest.categoryInputs.count)
    }

    /// Whether a tree that is not sliced tests a changed input.
    func isTested(by tree: Forest.Tree, _ forest: Forest) -> Bool {
      switch tree.body {
      case .sliced: return false
      case .symmetric(let levels, let sets):
        return forest.levels[levels].contains { level in
          let column = Int(level.offset) / Forest.blockRows
          guard column >= forest.columnCount else { return columns[column] != nil }
          let set = forest.testedSets[sets.lowerBound + column - forest.columnCount]
          return isTested(by: Int(set), forest)
        }
      case .walked(let root, _):
        let nodes = forest.nodes[Int(root)..<Int(root) + 2 * tree.leafCount - 1]
        return nodes.enumerated().contains { place, node in
          guard Int(node.left) != Int(root) + place else { return false }
          return node.threshold == TG_CATEGORY
            ? isTested(by: Int(node.offset), forest)
            : columns[Int(node.offset) / Forest.blockRows] != nil
        }
      }
    }

    private func isTested(by set: Int, _ forest: Forest) -> Bool {
      categories[Int(forest.categorySets[set].offset) / Forest.blockRows] != nil
    }
  }
}
