import CKernels

/// Small numbers as runs: one value many times, or packed bits (Parquet's RLE/bit-packing hybrid).
///
/// A run begins with a varint; its lowest bit tells packed groups of eight (the count above it) from a
/// repeated value (the length above it, then the value in whole bytes).
package enum RunLength {
  /// The first `count` numbers of `range`; nil if there are fewer or the runs are not well formed.
  ///
  /// Memory is `count` numbers whatever the runs claim.
  package static func values(
    _ text: TextView, _ range: Range<Int>, bitWidth: Int, count: Int
  ) -> [UInt32]? {
    guard (0...32).contains(bitWidth), count >= 0 else { return nil }
    var isComplete = false
    let numbers = unsafe [UInt32](unsafeUninitializedCapacity: count) { buffer, filled in
      var runs = Runs(text: text, position: range.lowerBound, end: range.upperBound)
      while filled < count, let run = runs.next(bitWidth: bitWidth) {
        let length = min(run.count, count - filled)
        let free = unsafe UnsafeMutableBufferPointer(rebasing: buffer[filled..<filled + length])
        switch run.content {
        case .repeated(let value): unsafe free.initialize(repeating: value)
        case .packed(let start):
          guard length > 0 else { break }
          // The padding of a text stands in for the bytes that the last word reads too far.
          let bytes = unsafe text.pointer(to: start..<start + (length * bitWidth + 7) / 8)
          if let base = bytes.baseAddress, let target = free.baseAddress {
            unsafe tg_unpack32(base, length, UInt32(bitWidth), target)
          }
        }
        filled += length
      }
      isComplete = filled == count
    }
    return isComplete ? numbers : nil
  }

  /// The value that all of the first `count` numbers have, if one run says so.
  package static func constant(
    _ text: TextView, _ range: Range<Int>, bitWidth: Int, count: Int
  ) -> UInt32? {
    var runs = Runs(text: text, position: range.lowerBound, end: range.upperBound)
    guard let run = runs.next(bitWidth: bitWidth), run.count >= count,
      case .repeated(let value) = run.content
    else { return nil }
    return value
  }

  private struct Runs {
    let text: TextView
    var position: Int
    let end: Int

    enum Content {
      case repeated(UInt32)
      case packed(start: Int)
    }

    /// The next run that is whole; nil at the end or where it is cut.
    mutating func next(bitWidth: Int) -> (count: Int, content: Content)? {
      guard let header = Varint.read(text, &position, end: end) else { return nil }
      let length = Int(truncatingIfNeeded: header >> 1)
      guard length > 0, length <= Int(Int32.max) else { return nil }
      if header & 1 == 0 {
        let width = (bitWidth + 7) / 8
        guard end - position >= width else { return nil }
        var value: UInt32 = 0
        for byte in 0..<width { value |= UInt32(text[position + byte]) << UInt32(8 * byte) }
        position += width
        return (length, .repeated(value))
      }
      // Zeros may be packed into no bits at all. Nothing then stands behind the count, so more than the
      // 63 groups that classic writers pack at a time is taken for a damaged width.
      if bitWidth == 0 { return length <= 63 ? (length * 8, .repeated(0)) : nil }
      let start = position
      let available = end - position
      // Some writers cut the last group behind the last value.
      let bytes = min(length * bitWidth, available)
      position += bytes
      let count = min(length * 8, bytes * 8 / bitWidth)
      return count > 0 ? (count, .packed(start: start)) : nil
    }
  }
}

/// Numbers in groups of seven bits, the lowest first (LEB128).
package enum Varint {
  /// The number at `position`, which moves behind it; nil if it is cut at `end` or has more than 64
  /// bits.
  @inline(__always)
  package static func read(_ text: TextView, _ position: inout Int, end: Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < end {
      let byte = text[position]
      position += 1
      if shift == 63, byte > 1 { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
      if shift > 63 { return nil }
    }
    return nil
  }

  /// The signed number at `position` in zigzag form: 0, −1, 1, −2, …
  @inline(__always)
  package static func readSigned(_ text: TextView, _ position: inout Int, end: Int) -> Int64? {
    guard let value = read(text, &position, end: end) else { return nil }
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
