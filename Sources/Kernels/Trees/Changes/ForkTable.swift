import CKernels

/// The tests of a forest's sliced trees with where the leaf numbers below them stand while a block is
/// worked on: first 64 copies of every leaf number, then a column for each test of the trees at hand.
///
/// Trees are at hand some at a time, as many as stay in the second-level cache with all that is done to
/// them.
struct ForkTable: Sendable {
  /// By position among the forest's tests.
  let forks: [tg_fork]
  /// By tree, where the leaf numbers below its root stand; 0 for trees that are not sliced.
  let roots: [Int]
  /// The sliced trees, those that are at hand together.
  let chunks: [[Int]]
  /// How many bytes the leaf numbers take.
  let byteCount: Int

  private static let copies = 64
  private static let leafBytes = 256 * copies
  /// Columns of trees at hand, unless one tree alone has more.
  private static let columnLimit = 1024

  init(_ forest: Forest) {
    let zero = tg_fork(
      offset: 0, threshold: 0, first_leaf: 0, last_offset: 0, left: 0, left_step: 0, right: 0,
      right_step: 0)
    var forks = [tg_fork](repeating: zero, count: forest.tests.count)
    var roots = [Int](repeating: 0, count: forest.trees.count)
    var chunks: [[Int]] = []
    var (used, most) = (Int.max / 2, 0)
    for (index, tree) in forest.trees.enumerated() {
      guard case .sliced(let tests, _) = tree.body else { continue }
      // A tree of one leaf has a column as well.
      let columns = max(1, tests.count)
      if used + columns > ForkTable.columnLimit {
        chunks.append([])
        used = 0
      }
      roots[index] = ForkTable.leafBytes + used * Forest.blockRows
      chunks[chunks.count - 1].append(index)
      ForkTable.fill(&forks, forest, tests, leafCount: tree.leafCount, root: roots[index])
      used += columns
      most = max(most, used)
    }
    self.forks = forks
    self.roots = roots
    self.chunks = chunks
    byteCount = ForkTable.leafBytes + most * Forest.blockRows
  }

  private static func fill(
    _ forks: inout [tg_fork], _ forest: Forest, _ tests: Range<Int>, leafCount: Int, root: Int
  ) {
    // By first leaf, where the subtree that begins there ends: of nested ones the innermost that
    // preorder has not come to yet.
    var ends = [Int](repeating: 0, count: leafCount + 1)
    ends[0] = leafCount
    /// The leaf numbers below a child with the leaves `leaves`, whose tests, if any, start at `test`.
    func place(_ leaves: Range<Int>, _ test: Int) -> (place: UInt32, step: UInt32) {
      leaves.count == 1
        ? (UInt32(leaves.lowerBound * copies), 0)
        : (UInt32(root + (test - tests.lowerBound) * Forest.blockRows), UInt32(copies))
    }
    for index in tests {
      let test = forest.tests[index]
      let (first, target) = (Int(test.first & 255), Int(test.target & 255))
      let end = ends[first]
      ends[first] = target
      ends[target] = end
      // A subtree of m leaves has m - 1 tests, which stand together.
      let left = place(first..<target, index + 1)
      let right = place(target..<end, index + target - first)
      forks[index] = tg_fork(
        offset: test.offset, threshold: test.threshold, first_leaf: test.first,
        last_offset: UInt32(end - first - 1) * 0x0101_0101, left: left.place,
        left_step: left.step, right: right.place, right_step: right.step)
    }
  }

  /// Room for the leaf numbers, with the copies of each at its start.
  @unsafe func allocateEnds() -> UnsafeMutablePointer<UInt8> {
    let ends = UnsafeMutablePointer<UInt8>.allocate(capacity: byteCount)
    for leaf in 0..<256 {
      unsafe (ends + leaf * ForkTable.copies).initialize(
        repeating: UInt8(leaf), count: ForkTable.copies)
    }
    return unsafe ends
  }
}
