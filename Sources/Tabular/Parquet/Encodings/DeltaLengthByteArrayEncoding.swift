import Kernels

/// Byte strings one behind the other, with their lengths as packed differences before all of them.
struct DeltaLengthByteArrayEncoding: ValueEncoding {
  let name = "DELTA_LENGTH_BYTE_ARRAY"

  func bytes(
    _ page: PageBody, width: Int?, budget: UnpackBudget
  ) throws(ParquetFlaw) -> ByteValues {
    guard
      let lengths = DeltaPacked.values(page.text, page.range, count: page.count),
      let ranges = ByteStrings.consecutive(
        lengths.end..<page.range.upperBound, lengths: lengths.values),
      width == nil || ranges.allSatisfy({ $0.count == width })
    else { throw damaged }
    return ByteValues(text: page.text, ranges: ranges)
  }
}
