import CKernels

/// The codes of a tile's rows after each way of a group of changes. One thread owns them.
@safe struct ChangedCodes: ~Copyable {
  /// Block by block, in it part by part, in it way by way: the changed columns, then room for the tests
  /// on changed categories.
  private let bytes: UnsafeMutablePointer<Int8>
  /// The same of category codes.
  private let categories: UnsafeMutablePointer<UInt32>
  /// By part, where it starts in a block; and at last where the block ends.
  private let byteStarts: [Int]
  private let categoryStarts: [Int]

  /// - Parameter blocks: The rows of each block.
  init(_ group: ChangeGroup, of plans: [ChangePlan], blocks: [Range<Int>]) {
    var (byteStarts, categoryStarts) = ([0], [0])
    for part in group.parts {
      let plan = plans[part.plan]
      byteStarts.append((byteStarts.last ?? 0) + part.ways.count * plan.wayBytes)
      categoryStarts.append((categoryStarts.last ?? 0) + part.ways.count * plan.wayCategories)
    }
    self.byteStarts = byteStarts
    self.categoryStarts = categoryStarts
    let byteCount = (byteStarts.last ?? 0) * blocks.count
    let categoryCount = (categoryStarts.last ?? 0) * blocks.count
    unsafe bytes = .allocate(capacity: max(1, byteCount))
    unsafe categories = .allocate(capacity: max(1, categoryCount))
    // Rows beyond the last one of the table get some code as well.
    if let last = blocks.last, last.count < Forest.blockRows {
      unsafe bytes.initialize(repeating: 0, count: byteCount)
      unsafe categories.initialize(repeating: 0, count: categoryCount)
    }
    // A change's ways one after the other over all blocks: its columns stay in the cache.
    for (index, part) in group.parts.enumerated() {
      for (place, way) in part.ways.enumerated() {
        for (block, rows) in blocks.enumerated() {
          take(plans[part.plan], index, place, way, block, rows)
        }
      }
    }
  }

  deinit {
    unsafe bytes.deallocate()
    unsafe categories.deallocate()
  }

  /// The codes of a part's first way in a block; the others follow ``ChangePlan/wayBytes`` apart.
  @unsafe func bytes(part: Int, block: Int) -> UnsafeMutablePointer<Int8> {
    unsafe bytes + block * (byteStarts.last ?? 0) + byteStarts[part]
  }

  /// The same of category codes.
  @unsafe func categories(part: Int, block: Int) -> UnsafeMutablePointer<UInt32> {
    unsafe categories + block * (categoryStarts.last ?? 0) + categoryStarts[part]
  }

  private func take(
    _ plan: ChangePlan, _ part: Int, _ place: Int, _ way: Int, _ block: Int, _ rows: Range<Int>
  ) {
    var to = unsafe bytes(part: part, block: block) + place * plan.wayBytes
    for input in plan.numeric {
      unsafe input.takeBytes(plan.donors[way], rows, to: to)
      unsafe to += input.columnCount * Forest.blockRows
    }
    var codes = unsafe categories(part: part, block: block) + place * plan.wayCategories
    for input in plan.categories {
      unsafe input.takeCategories(plan.donors[way], rows, to: codes)
      unsafe codes += Forest.blockRows
    }
  }
}

extension ChangePlan {
  /// How far the codes of a way lie from those of the next.
  var wayBytes: Int { (columnCount + setColumnCount) * Forest.blockRows }
  var wayCategories: Int { categories.count * Forest.blockRows }
}

extension CodedColumns {
  /// The codes of a block's rows, or of their donors.
  fileprivate func takeBytes(
    _ donors: [Int32]?, _ rows: Range<Int>, to place: UnsafeMutablePointer<Int8>
  ) {
    guard case .bytes(let codes) = codes else { return }
    unsafe codes.withUnsafeBufferPointer { codes in
      guard let from = codes.baseAddress else { return }
      guard let donors else {
        let width = columnCount * Forest.blockRows
        return unsafe place.update(
          from: from + rows.lowerBound / Forest.blockRows * width, count: width)
      }
      unsafe donors.withUnsafeBufferPointer { donors in
        guard let first = donors.baseAddress else { return }
        unsafe tg_take_codes(from, columnCount, first + rows.lowerBound, rows.count, place)
      }
    }
  }

  fileprivate func takeCategories(
    _ donors: [Int32]?, _ rows: Range<Int>, to place: UnsafeMutablePointer<UInt32>
  ) {
    guard case .categories(let codes) = codes else { return }
    for (position, row) in rows.enumerated() {
      unsafe place[position] = codes[donors.map { Int($0[row]) } ?? row]
    }
  }
}
