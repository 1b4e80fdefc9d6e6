import Kernels

/// The pages of one column in one row group, unpacked one after the other.
struct ChunkPages {
  private let chunk: TextView
  private let codec: any PageCodec
  private let isNullable: Bool
  private let budget: UnpackBudget
  /// The page's bytes, if they were packed.
  private let unpacked = TextBuffer()
  private var position = 0
  /// How many rows are still to come.
  private var rowsLeft: Int

  /// A page of either kind.
  enum Page {
    case dictionary(PageBody)
    case data(PageBody, PageLevels, rowCount: Int)
  }

  init(
    _ chunk: TextView, codec: any PageCodec, isNullable: Bool, rowCount: Int, budget: UnpackBudget
  ) {
    (self.chunk, self.codec, self.isNullable) = (chunk, codec, isNullable)
    (rowsLeft, self.budget) = (rowCount, budget)
  }

  /// The next page, or nil behind the last row. Its bytes are valid until the next call.
  mutating func next() throws(ParquetFlaw) -> Page? {
    while rowsLeft > 0 {
      guard position < chunk.count else {
        throw ParquetFlaw("the pages hold \(rowsLeft) rows less than the footer says")
      }
      let header = try PageHeader(chunk, position..<chunk.count)
      guard header.packedBytes <= chunk.count - header.end else {
        throw ParquetFlaw("a page reaches over the end of its column")
      }
      let body = header.end..<header.end + header.packedBytes
      position = body.upperBound
      if let stated = header.checksum, PageChecksum.of(chunk, body) != stated {
        throw ParquetFlaw("a page's bytes are not those that its checksum stands for")
      }
      switch header.kind {
      case .other: continue
      case .dictionary:
        let (text, range) = try unpack(body, to: header.unpackedBytes)
        // Its own encoding is PLAIN under either name.
        guard header.encoding == 0 || header.encoding == 2 else {
          throw ParquetFlaw(
            "a dictionary has the encoding \(header.encoding), which is none for it")
        }
        return .dictionary(
          PageBody(text: text, range: range, count: header.valueCount, encoding: 0))
      case .data: return try dataPage(header, body)
      case .dataV2(let repetitionBytes, let levelBytes, let isCompressed):
        let levels =
          body.lowerBound + repetitionBytes..<body.lowerBound + repetitionBytes + levelBytes
        return try dataPageV2(header, levels, levels.upperBound..<body.upperBound, isCompressed)
      }
    }
    return nil
  }

  private mutating func take(_ header: PageHeader) throws(ParquetFlaw) -> Int {
    guard header.valueCount <= rowsLeft else {
      throw ParquetFlaw("the pages hold more rows than the footer says")
    }
    rowsLeft -= header.valueCount
    return header.valueCount
  }

  /// Version 1: levels and values are packed together.
  private mutating func dataPage(
    _ header: PageHeader, _ body: Range<Int>
  ) throws(ParquetFlaw) -> Page {
    let rows = try take(header)
    let (text, range) = try unpack(body, to: header.unpackedBytes)
    var start = range.lowerBound
    var levels = PageLevels.allPresent
    if isNullable, header.levelEncoding == 4 {
      let end = start + (rows + 7) / 8
      guard end <= range.upperBound else {
        throw ParquetFlaw("a page has fewer levels than rows")
      }
      levels = try PageLevels(bitPacked: text, start..<end, rowCount: rows)
      start = end
    } else if isNullable {
      guard range.count >= 4 else { throw ParquetFlaw("a page has no levels") }
      let length = Int(truncatingIfNeeded: text.word(at: start) & 0xFFFF_FFFF)
      start += 4
      guard length <= range.upperBound - start else {
        throw ParquetFlaw("a page's levels reach over its end")
      }
      levels = try PageLevels(text, start..<start + length, rowCount: rows)
      start += length
    }
    let values = PageBody(
      text: text, range: start..<range.upperBound, count: levels.presentCount(of: rows),
      encoding: header.encoding)
    return .data(values, levels, rowCount: rows)
  }

  /// Version 2: levels stand before the values and are never packed.
  private mutating func dataPageV2(
    _ header: PageHeader, _ levelRange: Range<Int>, _ packed: Range<Int>, _ isCompressed: Bool
  ) throws(ParquetFlaw) -> Page {
    let rows = try take(header)
    let levels =
      isNullable ? try PageLevels(chunk, levelRange, rowCount: rows) : .allPresent
    let levelBytes = header.packedBytes - packed.count
    let (text, range) =
      isCompressed
      ? try unpack(packed, to: header.unpackedBytes - levelBytes) : (chunk, packed)
    let values = PageBody(
      text: text, range: range, count: levels.presentCount(of: rows), encoding: header.encoding)
    return .data(values, levels, rowCount: rows)
  }

  private func unpack(
    _ packed: Range<Int>, to size: Int
  ) throws(ParquetFlaw) -> (TextView, Range<Int>) {
    // A page of nulls has no values, and some writers do not pack nothing.
    if size == 0 { return (chunk, packed.lowerBound..<packed.lowerBound) }
    guard codec.packs else {
      guard size == packed.count else {
        throw ParquetFlaw("a page that is not packed has two different sizes")
      }
      return (chunk, packed)
    }
    try budget.take(size, packed: packed.count)
    unpacked.removeAll()
    try codec.unpack(chunk, packed, into: unpacked, size: size)
    guard unpacked.count == size else {
      throw ParquetFlaw("a \(codec.name) page unpacks to another size than its header says")
    }
    return (unpacked.view, 0..<size)
  }
}
