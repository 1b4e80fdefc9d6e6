import Kernels

/// Whole numbers as packed differences.
struct DeltaBinaryPackedEncoding: ValueEncoding {
  let name = "DELTA_BINARY_PACKED"

  func integers(_ page: PageBody, as kind: FixedWidth.Whole) throws(ParquetFlaw) -> [Int64] {
    guard let result = DeltaPacked.values(page.text, page.range, count: page.count) else {
      throw damaged
    }
    // Differences of 32-bit numbers wrap around at 32 bits.
    return switch kind {
    case .int64: result.values
    case .int32: result.values.map { Int64(Int32(truncatingIfNeeded: $0)) }
    case .uint32: result.values.map { Int64(UInt32(truncatingIfNeeded: $0)) }
    }
  }
}
