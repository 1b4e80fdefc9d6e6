import CKernels

/// Numbers of a fixed width, little-endian, one behind the other.
package enum FixedWidth {
  /// How a number is stored.
  package enum Floating: Sendable {
    case float
    case double

    /// In bytes.
    package var width: Int { self == .float ? 4 : 8 }
  }

  /// How an integer is stored. Unsigned ones of 64 bits come out with the same bits.
  package enum Whole: Sendable {
    case int32
    case uint32
    case int64

    /// In bytes.
    package var width: Int { self == .int64 ? 8 : 4 }
  }

  /// Writes `count` numbers to `target` from position `offset` on; false if `range` holds fewer.
  package static func read(
    _ text: TextView, _ range: Range<Int>, as kind: Floating, count: Int,
    into target: inout MutableSpan<Double>, at offset: Int
  ) -> Bool {
    guard range.count / kind.width >= count, offset >= 0, count <= target.count - offset else {
      return false
    }
    unsafe target.withUnsafeMutableBufferPointer { target in
      let bytes = unsafe text.pointer(to: range)
      guard count > 0, let from = bytes.baseAddress, let base = target.baseAddress else {
        return
      }
      switch kind {
      case .float: unsafe tg_read_floats(from, count, base + offset)
      case .double: unsafe tg_read_doubles(from, count, base + offset)
      }
    }
    return true
  }

  /// The first `count` integers of `range`; nil if it holds fewer.
  package static func integers(
    _ text: TextView, _ range: Range<Int>, as kind: Whole, count: Int
  ) -> [Int64]? {
    guard range.count / kind.width >= count else { return nil }
    let bytes = unsafe text.pointer(to: range)
    return unsafe [Int64](unsafeUninitializedCapacity: count) { buffer, filled in
      guard count > 0, let from = bytes.baseAddress, let base = buffer.baseAddress else {
        return
      }
      switch kind {
      case .int32: unsafe tg_read_int32(from, count, base)
      case .uint32: unsafe tg_read_uint32(from, count, base)
      case .int64: unsafe tg_read_int64(from, count, base)
      }
      filled = count
    }
  }

  /// Writes integers as doubles; false if one of them is none, or they do not fit.
  package static func convert(
    _ integers: [Int64], isUnsigned: Bool, into target: inout MutableSpan<Double>, at offset: Int
  ) -> Bool {
    guard offset >= 0, integers.count <= target.count - offset else { return false }
    return unsafe target.withUnsafeMutableBufferPointer { target in
      unsafe integers.withUnsafeBufferPointer { integers in
        guard let from = integers.baseAddress, let base = target.baseAddress, integers.count > 0
        else { return true }
        let isExact =
          isUnsigned
          ? unsafe tg_convert_uint64(from, integers.count, base + offset)
          : unsafe tg_convert_int64(from, integers.count, base + offset)
        return isExact != 0
      }
    }
  }

  /// Puts together `count` values whose bytes are split into `width` streams, one behind the other
  /// (Parquet's BYTE_STREAM_SPLIT); nil if `range` holds fewer.
  package static func joined(
    _ text: TextView, _ range: Range<Int>, width: Int, count: Int
  ) -> TextBuffer? {
    guard width > 0, range.count / width >= count else { return nil }
    let buffer = TextBuffer(capacity: count * width)
    guard count > 0 else { return buffer }
    let bytes = unsafe text.pointer(to: range)
    unsafe buffer.append(atMost: count * width) { free in
      guard let from = bytes.baseAddress, let base = free.baseAddress else { return 0 }
      unsafe tg_join_bytes(from, count, width, base)
      return count * width
    }
    return buffer
  }
}
