import Kernels

/// Values as they are: numbers little-endian, byte strings behind their length in four bytes, truth
/// values as bits.
struct PlainEncoding: ValueEncoding {
  let name = "PLAIN"

  func integers(_ page: PageBody, as kind: FixedWidth.Whole) throws(ParquetFlaw) -> [Int64] {
    guard
      let integers = FixedWidth.integers(page.text, page.range, as: kind, count: page.count)
    else { throw damaged }
    return integers
  }

  func floats(
    _ page: PageBody, as kind: FixedWidth.Floating, into target: inout MutableSpan<Double>,
    at offset: Int
  ) throws(ParquetFlaw) {
    guard
      FixedWidth.read(
        page.text, page.range, as: kind, count: page.count, into: &target, at: offset)
    else { throw damaged }
  }

  func bytes(
    _ page: PageBody, width: Int?, budget: UnpackBudget
  ) throws(ParquetFlaw) -> ByteValues {
    let ranges =
      if let width {
        ByteStrings.fixed(page.range, width: width, count: page.count)
      } else {
        ByteStrings.lengthPrefixed(page.text, page.range, count: page.count)
      }
    guard let ranges else { throw damaged }
    return ByteValues(text: page.text, ranges: ranges)
  }

  func flags(_ page: PageBody) throws(ParquetFlaw) -> [UInt32] {
    guard let flags = PackedBits.values(page.text, page.range, count: page.count) else {
      throw damaged
    }
    return flags
  }
}
