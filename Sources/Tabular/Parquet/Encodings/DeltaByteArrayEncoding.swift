import Kernels

/// Byte strings that begin as the one before: lengths of the shared beginnings as packed differences,
/// then the rest of each string as DELTA_LENGTH_BYTE_ARRAY.
struct DeltaByteArrayEncoding: ValueEncoding {
  let name = "DELTA_BYTE_ARRAY"

  func bytes(
    _ page: PageBody, width: Int?, budget: UnpackBudget
  ) throws(ParquetFlaw) -> ByteValues {
    guard
      let prefixes = DeltaPacked.values(page.text, page.range, count: page.count),
      let lengths = DeltaPacked.values(
        page.text, prefixes.end..<page.range.upperBound, count: page.count),
      let suffixes = ByteStrings.consecutive(
        lengths.end..<page.range.upperBound, lengths: lengths.values),
      let size = ByteStrings.size(prefixes: prefixes.values, suffixes: suffixes)
    else { throw damaged }
    try budget.take(size, packed: page.range.count)
    guard
      let whole = ByteStrings.withPrefixes(
        page.text, prefixes: prefixes.values, suffixes: suffixes, size: size),
      width == nil || whole.ranges.allSatisfy({ $0.count == width })
    else { throw damaged }
    return ByteValues(text: whole.text.view, ranges: whole.ranges)
  }
}
