import CZlib
import Kernels

/// zlib, for gzip files of any number of members.
@safe final class GzipDecompressor: Decompressor {
  /// zlib keeps the address of its stream, so it lives on the heap.
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var isComplete = true

  init() throws(TableError) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 + 16: the largest window, gzip headers only.
    let code = unsafe inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else {
      throw .damaged(compression: "gzip", reason: "zlib does not start (code \(code))")
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func unpack(
    _ input: TextView, _ position: inout Int, into output: TextBuffer, atMost count: Int
  ) throws(TableError) -> Int {
    guard position < input.count else { return 0 }
    if isComplete {
      unsafe inflateReset(stream)
      isComplete = false
    }
    let room = min(count, Int(UInt32.max))
    let bytes = unsafe input.pointer(to: position..<input.count)
    var code = Z_OK
    let written = unsafe output.append(atMost: room) { free in
      unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
      unsafe stream.pointee.avail_in = UInt32(bytes.count)
      unsafe stream.pointee.next_out = free.baseAddress
      unsafe stream.pointee.avail_out = UInt32(room)
      code = unsafe inflate(stream, Z_NO_FLUSH)
      return unsafe room - Int(stream.pointee.avail_out)
    }
    unsafe position = input.count - Int(stream.pointee.avail_in)
    switch code {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isComplete = true
    default:
      let reason = unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "code \(code)"
      throw .damaged(compression: "gzip", reason: reason)
    }
    return written
  }
}
