import Kernels

/// The end of a Parquet file: metadata, its length in four bytes, and `PAR1`.
enum ParquetFooter {
  /// Reads the metadata of a file.
  static func read(_ file: any PositionedBytes) throws(TableError) -> FileMetadata {
    let count = file.byteCount
    guard count >= 12 else { throw flaw("the file is too short for a Parquet file") }
    // The first read brings most footers whole.
    let tail = TextBuffer()
    let guess = min(count, 1 << 16)
    try file.read(count - guess..<count, into: tail)
    let end = guess - 8
    let magic = (0..<4).map { tail.view[end + 4 + $0] }
    if magic == Array("PARE".utf8) {
      throw flaw("the file is encrypted; write it without encryption")
    }
    guard magic == Array("PAR1".utf8) else {
      throw flaw("the file does not end as a Parquet file does; it is incomplete")
    }
    let length = Int(truncatingIfNeeded: tail.view.word(at: end) & 0xFFFF_FFFF)
    guard length <= count - 12 else { throw flaw("the metadata is longer than the file") }
    do throws(ParquetFlaw) {
      if length <= end { return try FileMetadata(tail.view, end - length..<end) }
    } catch {
      throw error.error(at: "")
    }
    let whole = TextBuffer(capacity: length)
    try file.read(count - 8 - length..<count - 8, into: whole)
    do throws(ParquetFlaw) {
      return try FileMetadata(whole.view, 0..<length)
    } catch {
      throw error.error(at: "")
    }
  }

  private static func flaw(_ problem: String) -> TableError {
    .malformed(place: "", problem: problem)
  }
}
