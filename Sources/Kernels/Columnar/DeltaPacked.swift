import CKernels

/// Integers as differences in blocks of packed bits (Parquet's DELTA_BINARY_PACKED).
package enum DeltaPacked {
  /// Integers and the position behind them.
  package struct Result: Sendable {
    package let values: [Int64]
    package let end: Int
  }

  /// The integers that begin at `range`, which must be `count`; nil if they are not well formed or
  /// another number.
  ///
  /// Sums wrap around at 64 bits, as the format says; memory is `count` numbers.
  package static func values(
    _ text: TextView, _ range: Range<Int>, count: Int
  ) -> Result? {
    var position = range.lowerBound
    let end = range.upperBound
    guard let blockSize = Varint.read(text, &position, end: end),
      let miniblocks = Varint.read(text, &position, end: end),
      let total = Varint.read(text, &position, end: end),
      let first = Varint.readSigned(text, &position, end: end),
      total == UInt64(count), miniblocks > 0, miniblocks <= 1 << 16, blockSize <= 1 << 24,
      blockSize % miniblocks == 0, blockSize / miniblocks % 8 == 0, blockSize > 0
    else { return nil }
    guard count > 0 else { return Result(values: [], end: position) }
    var reader = Reader(
      text: text, position: position, end: end, miniblocks: Int(miniblocks),
      miniblockSize: Int(blockSize / miniblocks))
    var isComplete = false
    let values = unsafe [Int64](unsafeUninitializedCapacity: count) { buffer, filled in
      unsafe buffer.initializeElement(at: 0, to: first)
      filled = 1
      while filled < count {
        let free = unsafe UnsafeMutableBufferPointer(rebasing: buffer[filled..<count])
        guard let length = unsafe reader.block(into: free) else { return }
        // Differences become values, each the sum of all before it.
        var value = unsafe buffer[filled - 1]
        for index in filled..<filled + length {
          value &+= unsafe buffer[index]
          unsafe buffer[index] = value
        }
        filled += length
      }
      isComplete = true
    }
    return isComplete ? Result(values: values, end: reader.position) : nil
  }

  private struct Reader {
    let text: TextView
    var position: Int
    let end: Int
    let miniblocks: Int
    let miniblockSize: Int

    /// Writes the differences of the next block; how many, or nil if it is not well formed.
    @unsafe mutating func block(into free: UnsafeMutableBufferPointer<Int64>) -> Int? {
      guard let smallest = Varint.readSigned(text, &position, end: end),
        end - position >= miniblocks
      else { return nil }
      let widths = position
      position += miniblocks
      var filled = 0
      for miniblock in 0..<miniblocks where filled < free.count {
        let width = Int(text[widths + miniblock])
        let count = min(miniblockSize, free.count - filled)
        // The last miniblock may be cut behind the last value.
        let needed = (count * width + 7) / 8
        guard width <= 64, end - position >= needed else { return nil }
        if count > 0, let target = free.baseAddress {
          let bytes = unsafe text.pointer(to: position..<position + needed)
          unsafe (target + filled).withMemoryRebound(to: UInt64.self, capacity: count) { target in
            if needed == 0 {
              unsafe target.initialize(repeating: 0, count: count)
            } else if let base = bytes.baseAddress {
              unsafe tg_unpack64(base, count, UInt32(width), target)
            }
          }
          for index in filled..<filled + count { unsafe free[index] &+= smallest }
        }
        position = min(end, position + miniblockSize * width / 8)
        filled += count
      }
      return filled
    }
  }
}
