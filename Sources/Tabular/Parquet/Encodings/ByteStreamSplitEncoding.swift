import Kernels

/// Values of one width with their first bytes together, then their second bytes, and so on: such
/// streams pack better.
struct ByteStreamSplitEncoding: ValueEncoding {
  let name = "BYTE_STREAM_SPLIT"

  func integers(_ page: PageBody, as kind: FixedWidth.Whole) throws(ParquetFlaw) -> [Int64] {
    try PlainEncoding().integers(joined(page, width: kind.width), as: kind)
  }

  func floats(
    _ page: PageBody, as kind: FixedWidth.Floating, into target: inout MutableSpan<Double>,
    at offset: Int
  ) throws(ParquetFlaw) {
    try PlainEncoding().floats(
      joined(page, width: kind.width), as: kind, into: &target, at: offset)
  }

  func bytes(
    _ page: PageBody, width: Int?, budget: UnpackBudget
  ) throws(ParquetFlaw) -> ByteValues {
    guard let width else { throw damaged }
    return try PlainEncoding().bytes(joined(page, width: width), width: width, budget: budget)
  }

  /// The same values as PLAIN has them.
  private func joined(_ page: PageBody, width: Int) throws(ParquetFlaw) -> PageBody {
    // The streams are as long as the page has values: bytes behind them would shift all but the first.
    guard page.range.count == page.count * width,
      let buffer = FixedWidth.joined(page.text, page.range, width: width, count: page.count)
    else { throw damaged }
    return PageBody(
      text: buffer.view, range: 0..<buffer.count, count: page.count, encoding: 0)
  }
}
