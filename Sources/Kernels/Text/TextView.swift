import CKernels

/// Read-only bytes that may be read a little past their end, where they are zero.
///
/// Every access is checked against the storage, so a wrong index stops the program and never reads
/// memory of something else. A view keeps its buffer alive, and is not used after the buffer has
/// changed.
@safe package struct TextView: @unchecked Sendable {
  private let base: UnsafePointer<UInt8>
  private let owner: TextBuffer
  /// The number of bytes that belong to the text.
  package let count: Int
  /// How many readable bytes follow the text.
  package static let padding = 64

  /// - Precondition: `count + padding` bytes are readable at `base`.
  @unsafe init(_ base: UnsafePointer<UInt8>, count: Int, owner: TextBuffer) {
    unsafe self.base = base
    self.owner = owner
    self.count = count
  }

  /// The byte at `index`; zero in the padding.
  @inline(__always)
  package subscript(index: Int) -> UInt8 {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count &+ TextView.padding))
    return unsafe base[index]
  }

  /// The eight bytes from `index` on, the first one lowest.
  @inline(__always)
  package func word(at index: Int) -> UInt64 {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count &+ (TextView.padding - 8)))
    return unsafe UInt64(
      littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
  }

  /// The bytes of `range`, 1 … 8 of them, the first one lowest and zeroes above the last.
  @inline(__always)
  func word(_ range: Range<Int>) -> UInt64 {
    word(at: range.lowerBound) & (~0 >> UInt64(64 - 8 * range.count))
  }

  /// The bytes of `range`, for as long as the storage lives.
  @unsafe @inline(__always)
  package func pointer(to range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  /// How many of the bytes of `range` are LF.
  package func lineFeeds(_ range: Range<Int>) -> Int {
    let bytes = unsafe pointer(to: range)
    return unsafe tg_count_line_feeds(bytes.baseAddress, bytes.count)
  }

  /// A copy of the bytes of `range`.
  package func bytes(_ range: Range<Int>) -> [UInt8] { unsafe Array(pointer(to: range)) }

  /// The text of `range`; bytes that are not UTF-8 are shown as U+FFFD.
  package func string(_ range: Range<Int>) -> String {
    unsafe String(decoding: pointer(to: range), as: UTF8.self)
  }
}
