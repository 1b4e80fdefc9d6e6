import CBrotli
import Kernels

/// Brotli streams. The only file that calls libbrotlidec.
struct BrotliCodec: PageCodec {
  let name = "brotli"

  func unpack(
    _ text: TextView, _ range: Range<Int>, into output: TextBuffer, size: Int
  ) throws(ParquetFlaw) {
    let packed = unsafe text.pointer(to: range)
    var result = BROTLI_DECODER_RESULT_ERROR
    unsafe output.append(atMost: size) { free in
      guard let from = packed.baseAddress, let target = free.baseAddress else { return 0 }
      var length = size
      result = unsafe BrotliDecoderDecompress(packed.count, from, &length, target)
      return result == BROTLI_DECODER_RESULT_SUCCESS ? min(length, size) : 0
    }
    guard result == BROTLI_DECODER_RESULT_SUCCESS else { throw damaged }
  }
}
