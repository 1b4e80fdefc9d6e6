import Kernels

/// Truth values as runs, behind their length in four bytes.
struct RunLengthEncoding: ValueEncoding {
  let name = "RLE"

  func flags(_ page: PageBody) throws(ParquetFlaw) -> [UInt32] {
    if page.count == 0 { return [] }
    guard page.range.count >= 4 else { throw damaged }
    let start = page.range.lowerBound + 4
    let length = Int(truncatingIfNeeded: page.text.word(at: start - 4) & 0xFFFF_FFFF)
    guard length <= page.range.upperBound - start,
      let flags = RunLength.values(
        page.text, start..<start + length, bitWidth: 1, count: page.count),
      flags.allSatisfy({ $0 <= 1 })
    else { throw damaged }
    return flags
  }
}
