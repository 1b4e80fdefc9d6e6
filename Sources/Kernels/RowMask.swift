/// A set of rows of a table, one bit a row.
package struct RowMask: Sendable, Equatable {
  /// The number of rows of the table (not of the set).
  package let rowCount: Int
  /// Row `r` is bit `r % 64` of word `r / 64`; bits past `rowCount` are 0.
  package private(set) var words: [UInt64]

  /// No row of `rowCount`.
  package init(none rowCount: Int) {
    self.rowCount = rowCount
    words = [UInt64](repeating: 0, count: (rowCount + 63) / 64)
  }

  /// Every row of `rowCount`.
  package init(all rowCount: Int) {
    self.rowCount = rowCount
    words = [UInt64](repeating: ~0, count: (rowCount + 63) / 64)
    clearTail()
  }

  /// The rows for which `predicate` holds.
  @inlinable
  package init(rowCount: Int, where predicate: (Int) -> Bool) {
    var words: [UInt64] = []
    words.reserveCapacity((rowCount + 63) / 64)
    for start in stride(from: 0, to: rowCount, by: 64) {
      var word: UInt64 = 0
      for bit in 0..<min(64, rowCount - start) {
        word |= (predicate(start + bit) ? 1 : 0) << UInt64(bit)
      }
      words.append(word)
    }
    self.init(words: words, rowCount: rowCount)
  }

  /// Row `r` is bit `r % 64` of word `r / 64`; bits past `rowCount` are ignored.
  package init(words: [UInt64], rowCount: Int) {
    precondition(words.count == (rowCount + 63) / 64)
    (self.words, self.rowCount) = (words, rowCount)
    clearTail()
  }

  /// Whether `row` is in the set.
  package subscript(row: Int) -> Bool {
    get {
      precondition(row < rowCount, "a row past the table's end")
      return words[row >> 6] >> UInt64(row & 63) & 1 == 1
    }
    set {
      precondition(row < rowCount, "a row past the table's end")
      let bit: UInt64 = 1 << UInt64(row & 63)
      if newValue { words[row >> 6] |= bit } else { words[row >> 6] &= ~bit }
    }
  }

  /// How many rows are in the set.
  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The rows of the set, ascending.
  package var rows: [Int32] {
    var rows: [Int32] = []
    rows.reserveCapacity(count)
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        rows.append(Int32(index << 6 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return rows
  }

  /// The rows in both sets.
  package func intersection(_ other: RowMask) -> RowMask { combined(with: other) { $0 & $1 } }
  /// The rows in either set.
  package func union(_ other: RowMask) -> RowMask { combined(with: other) { $0 | $1 } }
  /// The table's rows that are not in the set.
  package var complement: RowMask {
    var result = self
    for index in words.indices { result.words[index] = ~words[index] }
    result.clearTail()
    return result
  }

  private func combined(with other: RowMask, _ operation: (UInt64, UInt64) -> UInt64) -> RowMask {
    precondition(rowCount == other.rowCount, "two masks over tables of different length")
    var result = self
    for index in words.indices { result.words[index] = operation(words[index], other.words[index]) }
    return result
  }

  private mutating func clearTail() {
    let used = rowCount & 63
    if used != 0, let last = words.indices.last { words[last] &= (1 << UInt64(used)) - 1 }
  }
}
