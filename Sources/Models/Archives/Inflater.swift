import CZlib

/// DEFLATE by zlib, whole pieces at once. The only file of this target that calls zlib.
enum Inflater {
  /// What stands around the compressed bytes.
  enum Wrapping {
    /// Nothing, as in zip archives.
    case none
    /// zlib's or gzip's header and checksum, whichever is there.
    case zlibOrGzip

    fileprivate var windowBits: Int32 {
      switch self {
      case .none: -15
      case .zlibOrGzip: 15 + 32
      }
    }
  }

  /// What came out.
  struct Output {
    let bytes: [UInt8]
    /// Whether the stream ended properly; false where it is cut off, damaged or over the limit.
    let isComplete: Bool
    /// Whether there is more than the limit allows.
    let isOverLimit: Bool
  }

  /// Unpacks `packed`, at most `limit` bytes; memory grows with what comes out, never with what a
  /// header claims.
  static func unpack(_ packed: ArraySlice<UInt8>, _ wrapping: Wrapping, limit: Int) -> Output {
    var stream = unsafe z_stream()
    guard
      unsafe inflateInit2_(
        &stream, wrapping.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return Output(bytes: [], isComplete: false, isOverLimit: false) }
    defer { unsafe inflateEnd(&stream) }
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    var code = Z_OK
    var isOverLimit = false
    unsafe packed.withUnsafeBufferPointer { input in
      unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      unsafe stream.avail_in = UInt32(clamping: input.count)
      while code == Z_OK, !isOverLimit {
        let room = piece.count
        let written = unsafe piece.withUnsafeMutableBufferPointer { free in
          unsafe stream.next_out = free.baseAddress
          unsafe stream.avail_out = UInt32(room)
          code = unsafe inflate(&stream, Z_NO_FLUSH)
          return unsafe room - Int(stream.avail_out)
        }
        // Not a byte more than the limit, as an array doubles where it grows.
        let kept = min(written, limit - output.count)
        output.append(contentsOf: piece[..<kept])
        isOverLimit = kept < written
        if code == Z_BUF_ERROR || written == 0 && code == Z_OK { break }
      }
    }
    return Output(
      bytes: output, isComplete: code == Z_STREAM_END && !isOverLimit, isOverLimit: isOverLimit)
  }

  /// CRC-32 as zip archives store it.
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let all = Array(bytes)
    return unsafe UInt32(truncatingIfNeeded: crc32_z(0, all, all.count))
  }
}
