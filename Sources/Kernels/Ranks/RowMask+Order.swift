extension RowMask {
  /// The values of the rows of the set, in order of row; `values` has one a row of the table.
  package func selected<Element>(of values: [Element]) -> [Element] {
    precondition(values.count == rowCount, "a mask over a table of another length")
    return rows.map { values[Int($0)] }
  }
}

extension [Int32] {
  /// The rows of `mask` in this order of all rows, renumbered to their places within `mask`.
  ///
  /// An order of a slice from the order of the table, in linear time and without sorting.
  package func filtered(by mask: RowMask) -> [Int32] {
    var before = [Int32](repeating: 0, count: mask.words.count)
    var sum: Int32 = 0
    for (index, word) in mask.words.enumerated() {
      before[index] = sum
      sum += Int32(word.nonzeroBitCount)
    }
    var kept: [Int32] = []
    kept.reserveCapacity(Int(sum))
    for row in self {
      let word = mask.words[Int(row) >> 6]
      let bit = UInt64(row & 63)
      if word >> bit & 1 == 1 {
        kept.append(before[Int(row) >> 6] + Int32((word & (1 << bit - 1)).nonzeroBitCount))
      }
    }
    return kept
  }
}
