/// Reads little-endian numbers from a piece of a file; every read is checked against the bytes left.
struct ByteCursor {
  private let bytes: [UInt8]
  private(set) var position: Int
  private let end: Int

  /// - Parameter range: clamped to what there is.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    let whole = bytes.startIndex..<bytes.endIndex
    position = range.clamped(to: whole).lowerBound
    end = range.clamped(to: whole).upperBound
  }

  /// The bytes not read yet.
  var left: Int { end - position }

  /// The next `count` bytes; nil if there are fewer.
  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= left else { return nil }
    defer { position += count }
    return bytes[position..<position + count]
  }

  /// An unsigned number of `width` bytes (at most 8), little-endian; nil if there are fewer.
  mutating func word(_ width: Int) -> UInt64? {
    guard let piece = take(width) else { return nil }
    return piece.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// ``word(_:)`` as an `Int`; nil as well where it does not fit.
  mutating func integer(_ width: Int) -> Int? { word(width).flatMap { Int(exactly: $0) } }
}
