import Kernels

/// A way to store values one behind the other. An encoding reads the types that it can hold; for the
/// others the default says so.
protocol ValueEncoding: Sendable {
  /// Its name in the format's specification.
  var name: String { get }

  /// The whole numbers of a page; unsigned ones of 64 bits come with the same bits.
  func integers(_ page: PageBody, as kind: FixedWidth.Whole) throws(ParquetFlaw) -> [Int64]

  /// Writes the floating numbers of a page to `target` from `offset` on.
  func floats(
    _ page: PageBody, as kind: FixedWidth.Floating, into target: inout MutableSpan<Double>,
    at offset: Int
  ) throws(ParquetFlaw)

  /// The byte strings of a page, all of `width` bytes if it is given.
  func bytes(
    _ page: PageBody, width: Int?, budget: UnpackBudget
  ) throws(ParquetFlaw) -> ByteValues

  /// The truth values of a page: 0 and 1.
  func flags(_ page: PageBody) throws(ParquetFlaw) -> [UInt32]
}

/// Byte strings and the bytes they stand in.
struct ByteValues {
  let text: TextView
  let ranges: [Range<Int>]
}

extension ValueEncoding {
  func integers(_ page: PageBody, as kind: FixedWidth.Whole) throws(ParquetFlaw) -> [Int64] {
    throw cannot("integers")
  }

  func floats(
    _ page: PageBody, as kind: FixedWidth.Floating, into target: inout MutableSpan<Double>,
    at offset: Int
  ) throws(ParquetFlaw) {
    throw cannot("floating numbers")
  }

  func bytes(
    _ page: PageBody, width: Int?, budget: UnpackBudget
  ) throws(ParquetFlaw) -> ByteValues {
    throw cannot("byte strings")
  }

  func flags(_ page: PageBody) throws(ParquetFlaw) -> [UInt32] { throw cannot("booleans") }

  /// The flaw of a page whose values are cut or contradict themselves.
  var damaged: ParquetFlaw { ParquetFlaw("a page of \(name) values is damaged") }

  private func cannot(_ values: String) -> ParquetFlaw {
    ParquetFlaw("a page claims to hold \(values) as \(name), which holds none")
  }
}

/// The encodings of the format, by their number. Dictionaries are apart: their pages hold places.
enum ValueEncodingCatalog {
  static func encoding(of page: PageBody) throws(ParquetFlaw) -> any ValueEncoding {
    switch page.encoding {
    case 0: PlainEncoding()
    case 3: RunLengthEncoding()
    case 5: DeltaBinaryPackedEncoding()
    case 6: DeltaLengthByteArrayEncoding()
    case 7: DeltaByteArrayEncoding()
    case 9: ByteStreamSplitEncoding()
    default: throw ParquetFlaw("a page has an encoding that is not read (\(page.encoding))")
    }
  }
}
