import CSnappy
import Kernels

/// Snappy's raw format. The only file that calls libsnappy.
struct SnappyCodec: PageCodec {
  let name = "snappy"

  func unpack(
    _ text: TextView, _ range: Range<Int>, into output: TextBuffer, size: Int
  ) throws(ParquetFlaw) {
    let packed = unsafe text.pointer(to: range)
    guard let from = packed.baseAddress else { throw damaged }
    var status = SNAPPY_OK
    unsafe from.withMemoryRebound(to: CChar.self, capacity: packed.count) { from in
      var length = 0
      status = unsafe snappy_uncompressed_length(from, packed.count, &length)
      guard status == SNAPPY_OK, length == size else {
        status = SNAPPY_INVALID_INPUT
        return
      }
      unsafe output.append(atMost: size) { free in
        guard let target = free.baseAddress else { return 0 }
        return unsafe target.withMemoryRebound(to: CChar.self, capacity: size) { target in
          status = unsafe snappy_uncompress(from, packed.count, target, &length)
          return status == SNAPPY_OK ? min(length, size) : 0
        }
      }
    }
    guard status == SNAPPY_OK else { throw damaged }
  }
}
