import Kernels

/// Truth values.
struct FlagDecoder: CellDecoder {
  static let missing: Int8 = -1

  func takeDictionary(_ page: PageBody) throws(ParquetFlaw) {
    throw ParquetFlaw("booleans have no dictionary")
  }

  func decode(
    _ page: PageBody, into target: inout MutableSpan<Int8>, at offset: Int
  ) throws(ParquetFlaw) {
    let flags = try ValueEncodingCatalog.encoding(of: page).flags(page)
    for (index, flag) in flags.enumerated() { target[offset + index] = Int8(flag & 1) }
  }
}
