import CZstd
import Kernels

/// libzstd, for files of any number of frames. The only file that calls it.
@safe final class ZstdDecompressor: Decompressor {
  private let stream: OpaquePointer
  private(set) var isComplete = true

  init() throws(TableError) {
    guard let stream = unsafe ZSTD_createDStream() else {
      throw .damaged(compression: "zstd", reason: "libzstd does not start")
    }
    unsafe self.stream = stream
  }

  deinit { unsafe ZSTD_freeDStream(stream) }

  func unpack(
    _ input: TextView, _ position: inout Int, into output: TextBuffer, atMost count: Int
  ) throws(TableError) -> Int {
    // At the end of the input the decoder may still hold text.
    guard position < input.count || !isComplete else { return 0 }
    let bytes = unsafe input.pointer(to: position..<input.count)
    var source = unsafe ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
    var code = 0
    let written = unsafe output.append(atMost: count) { free in
      var target = unsafe ZSTD_outBuffer(dst: free.baseAddress, size: count, pos: 0)
      code = unsafe ZSTD_decompressStream(stream, &target, &source)
      return unsafe target.pos
    }
    unsafe position += source.pos
    guard ZSTD_isError(code) == 0 else {
      throw .damaged(
        compression: "zstd", reason: unsafe String(cString: ZSTD_getErrorName(code)))
    }
    isComplete = code == 0
    return written
  }
}
