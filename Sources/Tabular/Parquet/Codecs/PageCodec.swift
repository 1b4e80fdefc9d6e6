import Kernels

/// A way to pack pages.
protocol PageCodec: Sendable {
  /// The word for it in messages.
  var name: String { get }
  /// False if pages stand as they are.
  var packs: Bool { get }

  /// Adds the unpacked bytes of `range`; a page whose bytes are not `size` is a flaw.
  func unpack(
    _ text: TextView, _ range: Range<Int>, into output: TextBuffer, size: Int
  ) throws(ParquetFlaw)
}

extension PageCodec {
  var packs: Bool { true }

  /// The flaw of a page that cannot be unpacked.
  var damaged: ParquetFlaw { ParquetFlaw("a \(name) page is damaged") }
}

/// The codecs of the format, by their number.
enum PageCodecCatalog {
  static func codec(_ number: Int64) throws(ParquetFlaw) -> any PageCodec {
    switch number {
    case 0: NoCodec()
    case 1: SnappyCodec()
    case 2: StreamCodec(compression: .gzip)
    case 4: BrotliCodec()
    case 5: HadoopLZ4Codec()
    case 6: StreamCodec(compression: .zstd)
    case 7: LZ4Codec()
    default:
      throw ParquetFlaw(
        (number == 3 ? "LZO" : "an unknown codec (\(number))")
          + " is not read; write the file with snappy or zstd")
    }
  }
}

/// Pages that stand as they are.
struct NoCodec: PageCodec {
  let name = "plain"
  let packs = false

  func unpack(_ text: TextView, _ range: Range<Int>, into output: TextBuffer, size: Int) {}
}
