import CZlib
import Kernels

/// The CRC-32 that a page's header may state (`PageHeader.crc`): of all bytes behind the header, packed
/// as they are.
enum PageChecksum {
  static func of(_ text: TextView, _ range: Range<Int>) -> UInt32 {
    let bytes = unsafe text.pointer(to: range)
    return unsafe UInt32(truncatingIfNeeded: crc32_z(0, bytes.baseAddress, bytes.count))
  }
}
