import Kernels

/// The stored values of a page: those of its present rows.
struct PageBody {
  let text: TextView
  let range: Range<Int>
  /// How many values there are.
  let count: Int
  /// The number of their encoding.
  let encoding: Int64

  /// Whether the values are places in the chunk's dictionary: PLAIN_DICTIONARY and RLE_DICTIONARY.
  var isDictionaryEncoded: Bool { encoding == 2 || encoding == 8 }

  /// The places in the dictionary.
  func dictionaryIndices() throws(ParquetFlaw) -> [UInt32] {
    if count == 0 { return [] }
    guard range.count > 0, text[range.lowerBound] <= 32,
      let indices = RunLength.values(
        text, range.lowerBound + 1..<range.upperBound, bitWidth: Int(text[range.lowerBound]),
        count: count)
    else { throw ParquetFlaw("a page's dictionary indices are damaged") }
    return indices
  }
}

/// Which rows of a page have a value.
enum PageLevels {
  case allPresent
  case allMissing
  /// 1 for a row with a value, 0 for one without.
  case mixed([UInt32])

  /// Reads levels in RLE; `range` holds nothing else.
  init(_ text: TextView, _ range: Range<Int>, rowCount: Int) throws(ParquetFlaw) {
    switch RunLength.constant(text, range, bitWidth: 1, count: rowCount) {
    case 0: self = .allMissing
    case 1: self = .allPresent
    case nil:
      guard let levels = RunLength.values(text, range, bitWidth: 1, count: rowCount) else {
        throw ParquetFlaw("a page has fewer levels than rows")
      }
      try self.init(levels)
    default: throw ParquetFlaw("a page has a level above 1 in a column that is not nested")
    }
  }

  /// Reads levels in the deprecated BIT_PACKED: one bit a row, the highest bit of a byte first.
  init(bitPacked text: TextView, _ range: Range<Int>, rowCount: Int) throws(ParquetFlaw) {
    guard range.count * 8 >= rowCount else {
      throw ParquetFlaw("a page has fewer levels than rows")
    }
    try self.init(
      (0..<rowCount).map { row in
        UInt32(text[range.lowerBound + row / 8] >> UInt8(7 - row % 8) & 1)
      })
  }

  private init(_ levels: [UInt32]) throws(ParquetFlaw) {
    guard levels.allSatisfy({ $0 <= 1 }) else {
      throw ParquetFlaw("a page has a level above 1 in a column that is not nested")
    }
    self = .mixed(levels)
  }

  /// How many of `rowCount` rows have a value.
  func presentCount(of rowCount: Int) -> Int {
    switch self {
    case .allPresent: rowCount
    case .allMissing: 0
    case .mixed(let levels): levels.count { $0 == 1 }
    }
  }
}
