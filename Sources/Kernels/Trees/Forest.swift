import CKernels

/// Trees whose leaves are summed, ready to be evaluated over blocks of 256 rows.
///
/// Numbers become one-byte codes (``CutTable``), shared by all trees. A symmetric tree, whose levels ask
/// one test each, takes one step a level; another of at most 256 leaves is evaluated without branches,
/// every test once for all rows of a block; a larger one is walked, many rows side by side. All give each row's leaf exactly, and leaves are added in the order of trees,
/// so the sums are those of a plain loop, bit for bit, whatever the instruction set or the number of
/// threads.
package struct Forest: Sendable {
  /// The width of the running sums.
  package enum Width: Sendable { case float32, float64 }

  let numericInputs: [NumericInput]
  let categoryInputs: [CategoryInput]
  let columnCount: Int
  /// The columns of all numeric inputs, as the kernel reads them.
  let columnHeaders: [tg_column]
  let categorySets: [tg_category_set]
  let categoryWords: [UInt64]
  let outputCount: Int
  let trees: [Tree]
  let runs: [Run]
  let tests: [tg_test]
  /// The levels of symmetric trees, from the root on.
  let levels: [tg_level]
  /// Indices of ``categorySets``, by tree.
  let testedSets: [Int32]
  /// The most categorical tests of a tree that is not walked; each needs a column of its own for a while.
  let scratchColumnCount: Int
  let nodes: [tg_node]
  /// Where each tree's values for an output start: one list for all outputs, or one for each of them
  /// where leaves are vectors.
  let firstValues: [[UInt32]]
  let values: Values
  let linear: LinearLeaves?
  let baseScores: [Double]
  let divisor: Double

  /// Leaf values in the width of the sums.
  enum Values: Sendable {
    case float32([Float])
    case float64([Double])
  }

  /// One tree, in order of evaluation.
  struct Tree: Sendable {
    enum Body: Sendable {
      case sliced(tests: Range<Int>, sets: Range<Int>)
      case symmetric(levels: Range<Int>, sets: Range<Int>)
      case walked(root: UInt32, testsCategories: Bool)
    }
    var body: Body
    /// The output it adds to; −1 for leaves that hold a value for each output.
    var output: Int
    var leafCount: Int
    /// Where its leaf values start. Vector leaves: `leafCount` values per output, output by output.
    var firstValue: UInt32

    /// Whether leaf numbers are bytes.
    var isNarrow: Bool {
      switch body {
      case .sliced: true
      case .symmetric(let levels, _): levels.count <= 8
      case .walked: false
      }
    }
  }

  /// Trees that are evaluated together.
  enum Run: Sendable {
    /// Trees with constant leaves whose numbers are bytes, all of one output or all of vectors (−1).
    case uniform(trees: Range<Int>, output: Int)
    case single(tree: Int)
  }

  /// Linear leaves by position of their value; term `t` of leaf `l` is at `starts[l] + t`.
  struct LinearLeaves: Sendable {
    var constants: [Double] = []
    var starts: [Int] = [0]
    var terms: [LinearTerm] = []
    let roundsToFloat: Bool
  }

  /// The most trees of a run: their leaf numbers stay in the first-level cache.
  static let longestRun = 16

  init(_ builder: ForestBuilder, trees: [Tree]) {
    numericInputs = builder.numericInputs
    categoryInputs = builder.categoryInputs
    columnCount = builder.columnCount
    columnHeaders = builder.numericInputs.flatMap { input in
      input.columns.map { $0.header(cuts: input.cuts) }
    }
    categorySets = builder.setHeaders
    categoryWords = builder.setWords
    outputCount = builder.baseScores.count
    tests = builder.tests
    levels = builder.levels
    testedSets = builder.testedSets
    scratchColumnCount = builder.scratchColumnCount
    nodes = builder.nodes
    linear = builder.linear.constants.isEmpty ? nil : builder.linear
    baseScores = builder.baseScores
    divisor = builder.divisor
    self.trees = trees
    firstValues = Forest.firstValues(of: trees, outputCount: builder.baseScores.count)
    values =
      switch builder.width {
      case .float32: .float32(builder.values.map(Float.init))
      case .float64: .float64(builder.values)
      }
    runs = Forest.runs(of: trees, allowed: linear == nil)
  }

  private static func firstValues(of trees: [Tree], outputCount: Int) -> [[UInt32]] {
    guard trees.contains(where: { $0.output < 0 }) else { return [trees.map(\.firstValue)] }
    return (0..<outputCount).map { output in
      trees.map { $0.firstValue + ($0.output < 0 ? UInt32(output * $0.leafCount) : 0) }
    }
  }

  private static func runs(of trees: [Tree], allowed: Bool) -> [Run] {
    var runs: [Run] = []
    var first = 0
    while first < trees.count {
      let output = trees[first].output
      var end = first
      while end < trees.count, end - first < longestRun, allowed, trees[end].output == output,
        trees[end].isNarrow
      { end += 1 }
      if end == first {
        runs.append(.single(tree: first))
        end += 1
      } else {
        runs.append(.uniform(trees: first..<end, output: output))
      }
      first = end
    }
    return runs
  }
}
