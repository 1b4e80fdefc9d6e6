import CKernels

/// The codes of up to ``Forest/tileRows(in:)`` rows, and the buffers their evaluation needs. One
/// thread owns it.
@safe struct ForestTile: ~Copyable {
  let rows: Range<Int>
  let blockCount: Int
  /// Bytes of a block: its columns, then the scratch columns.
  let blockBytes: Int
  let codes: UnsafeMutablePointer<Int8>
  /// By block, then by category input.
  let categoryCodes: UnsafeMutablePointer<UInt32>
  /// Leaf numbers of a run of sliced trees, or of one walked tree.
  let leaves: UnsafeMutablePointer<UInt8>
  let wideLeaves: UnsafeMutablePointer<UInt32>

  /// Codes `rows` of a table.
  init(
    _ forest: Forest, rows: Range<Int>, of features: [[Double]], instructionSet: InstructionSet
  ) {
    self.rows = rows
    blockCount = (rows.count + Forest.blockRows - 1) / Forest.blockRows
    // Leaves of walked trees read the first column, so there is always one.
    blockBytes = max(1, forest.columnCount + forest.scratchColumnCount) * Forest.blockRows
    let categoryCount = forest.categoryInputs.count * Forest.blockRows
    unsafe codes = .allocate(capacity: blockCount * blockBytes)
    unsafe categoryCodes = .allocate(capacity: max(1, blockCount * categoryCount))
    unsafe leaves = .allocate(capacity: Forest.longestRun * Forest.blockRows)
    unsafe wideLeaves = .allocate(capacity: Forest.blockRows)
    if forest.columnCount == 0 {
      unsafe codes.initialize(repeating: 0, count: blockCount * blockBytes)
    }
    encodeNumbers(forest, features, instructionSet)
    encodeCategories(forest, features)
  }

  deinit {
    unsafe codes.deallocate()
    unsafe categoryCodes.deallocate()
    unsafe leaves.deallocate()
    unsafe wideLeaves.deallocate()
  }

  /// The rows of block `block`, as positions in the table.
  func rows(ofBlock block: Int) -> Range<Int> {
    let start = rows.lowerBound + block * Forest.blockRows
    return start..<min(rows.upperBound, start + Forest.blockRows)
  }

  private func encodeNumbers(
    _ forest: Forest, _ features: [[Double]], _ instructionSet: InstructionSet
  ) {
    var firstColumn = 0
    for input in forest.numericInputs {
      let columns = Array(
        forest.columnHeaders[firstColumn..<firstColumn + input.columns.count])
      unsafe input.cuts.withSearch { search in
        for block in 0..<blockCount {
          let rows = rows(ofBlock: block)
          unsafe features[input.feature].withUnsafeBufferPointer { values in
            guard let start = values.baseAddress else { return }
            unsafe tg_encode(
              instructionSet.rawValue, start + rows.lowerBound, rows.count, search, columns,
              columns.count,
              codes + block * blockBytes + firstColumn * Forest.blockRows)
          }
        }
      }
      firstColumn += columns.count
    }
  }

  private func encodeCategories(_ forest: Forest, _ features: [[Double]]) {
    for (index, input) in forest.categoryInputs.enumerated() {
      for block in 0..<blockCount {
        let rows = rows(ofBlock: block)
        let position = (block * forest.categoryInputs.count + index) * Forest.blockRows
        unsafe features[input.feature].withUnsafeBufferPointer { values in
          guard let start = values.baseAddress else { return }
          unsafe tg_encode_categories(
            start + rows.lowerBound, rows.count, input.above, input.below,
            input.roundsToFloat ? 1 : 0, input.takesFractions ? 1 : 0, categoryCodes + position)
        }
      }
    }
  }

  /// Writes the leaf numbers of a block's rows in a tree whose leaf numbers are bytes to `leaves`.
  ///
  /// - Parameters:
  ///   - tests: The first of the forest's tests: one look-up of the array serves all trees.
  ///   - levels: The first of the forest's levels.
  func findLeaves(
    _ forest: Forest, _ body: Forest.Tree.Body, _ tests: UnsafePointer<tg_test>?,
    _ levels: UnsafePointer<tg_level>?, block: Int, instructionSet: InstructionSet,
    to leaves: UnsafeMutablePointer<UInt8>
  ) {
    let columns = unsafe codes + block * blockBytes
    switch body {
    case .sliced(let range, let sets):
      if !sets.isEmpty { fillScratch(forest, sets, block: block) }
      let first = unsafe tests.map { unsafe $0 + range.lowerBound }
      unsafe tg_leaves(instructionSet.rawValue, first, range.count, columns, leaves)
    case .symmetric(let range, let sets):
      if !sets.isEmpty { fillScratch(forest, sets, block: block) }
      let first = unsafe levels.map { unsafe $0 + range.lowerBound }
      unsafe tg_levels(instructionSet.rawValue, first, range.count, columns, leaves)
    case .walked: preconditionFailure("leaf numbers of walked trees are wide")
    }
  }

  /// Writes a column for each categorical test of a tree.
  func fillScratch(_ forest: Forest, _ sets: Range<Int>, block: Int) {
    let columns = unsafe codes + block * blockBytes
    let categories =
      unsafe categoryCodes + block * forest.categoryInputs.count * Forest.blockRows
    for (scratch, set) in zip(forest.columnCount..., forest.testedSets[sets]) {
      var set = forest.categorySets[Int(set)]
      unsafe tg_category_column(
        categories, &set, forest.categoryWords, columns + scratch * Forest.blockRows)
    }
  }

  /// Writes the leaf numbers of a block's rows in a walked tree to ``wideLeaves``.
  func walk(_ forest: Forest, root: UInt32, testsCategories: Bool, block: Int) {
    let columns = unsafe codes + block * blockBytes
    if testsCategories {
      let categories =
        unsafe categoryCodes + block * forest.categoryInputs.count * Forest.blockRows
      unsafe tg_walk_categories(
        forest.nodes, root, columns, categories, forest.categorySets, forest.categoryWords,
        wideLeaves)
    } else {
      unsafe tg_walk(forest.nodes, root, columns, wideLeaves)
    }
  }
}

extension Forest {
  /// Rows that the kernels take at once.
  static let blockRows = Int(TG_BLOCK)

  /// Column offsets are 32-bit numbers of bytes.
  package static let columnLimit = 1 << 23

  /// Rows whose codes are held at once: as many blocks as stay in the second-level cache.
  var tileRows: Int {
    let bytes = (columnCount + scratchColumnCount + 4 * categoryInputs.count) * Forest.blockRows
    return Forest.blockRows * min(16, max(1, (1 << 18) / max(1, bytes)))
  }
}

extension NumericInput.Column {
  /// The column as the kernel reads it.
  func header(cuts: CutTable) -> tg_column {
    func byte(_ code: Int) -> Int32 { Int32(127 - min(max(code - base, 0), 255)) }
    let zero = byte(cuts.code(of: 0))
    let missing: Int32 =
      switch nan {
      case .left: 127
      case .right: -128
      case .zero: zero
      }
    return tg_column(
      base: UInt32(base), zero_is_missing: zeroIsMissing ? 1 : 0, missing_byte: missing)
  }
}

extension CutTable {
  /// Calls `body` with the table as the kernel reads it.
  @unsafe func withSearch(_ body: (UnsafePointer<tg_search>) -> Void) {
    unsafe keys.withUnsafeBufferPointer { cuts in
      unsafe starts.withUnsafeBufferPointer { starts in
        var search = unsafe tg_search(
          cuts: cuts.baseAddress, starts: starts.baseAddress, low: low, scale: scale,
          last_bucket: Double(starts.count - 1), steps: UInt32(steps),
          rounds: roundsToFloat ? 1 : 0)
        unsafe body(&search)
      }
    }
  }
}
