import CLZ4
import Kernels

/// LZ4 blocks. The only file that calls liblz4.
struct LZ4Codec: PageCodec {
  let name = "LZ4"

  func unpack(
    _ text: TextView, _ range: Range<Int>, into output: TextBuffer, size: Int
  ) throws(ParquetFlaw) {
    guard try block(text, range, into: output, atMost: size) == size else { throw damaged }
  }

  /// Adds the unpacked bytes of one block, at most `size`; how many they are.
  func block(
    _ text: TextView, _ range: Range<Int>, into output: TextBuffer, atMost size: Int
  ) throws(ParquetFlaw) -> Int {
    let packed = unsafe text.pointer(to: range)
    guard let from = packed.baseAddress, let packedSize = Int32(exactly: packed.count),
      let room = Int32(exactly: size)
    else { throw damaged }
    var length: Int32 = -1
    let written = unsafe output.append(atMost: size) { free in
      guard let target = free.baseAddress else { return 0 }
      length = unsafe from.withMemoryRebound(to: CChar.self, capacity: packed.count) { from in
        unsafe target.withMemoryRebound(to: CChar.self, capacity: size) { target in
          unsafe LZ4_decompress_safe(from, target, packedSize, room)
        }
      }
      return max(0, Int(length))
    }
    guard length >= 0 else { throw damaged }
    return written
  }
}

/// What old writers called LZ4: Hadoop's frames of blocks, or one block without a frame, which nothing
/// in the file tells apart.
///
/// A frame is the unpacked size, then blocks, each with its packed size before it; both sizes have
/// four bytes, the highest first.
struct HadoopLZ4Codec: PageCodec {
  let name = "LZ4"

  func unpack(
    _ text: TextView, _ range: Range<Int>, into output: TextBuffer, size: Int
  ) throws(ParquetFlaw) {
    if try frames(text, range, into: output, size: size) { return }
    output.removeAll()
    try LZ4Codec().unpack(text, range, into: output, size: size)
  }

  /// Whether `range` is frames that unpack to `size` bytes, which are then in `output`.
  private func frames(
    _ text: TextView, _ range: Range<Int>, into output: TextBuffer, size: Int
  ) throws(ParquetFlaw) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound {
      guard range.upperBound - position > 8 else { return false }
      let expected = big(text, position)
      let packed = big(text, position + 4)
      position += 8
      guard packed > 0, packed <= range.upperBound - position, expected <= size - output.count
      else { return false }
      let block = position..<position + packed
      guard
        let written = try? LZ4Codec().block(text, block, into: output, atMost: expected),
        written == expected
      else { return false }
      position += packed
    }
    return output.count == size
  }

  private func big(_ text: TextView, _ position: Int) -> Int {
    (0..<4).reduce(0) { $0 << 8 | Int(text[position + $1]) }
  }
}
