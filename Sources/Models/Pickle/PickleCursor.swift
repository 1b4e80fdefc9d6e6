/// Reads the parts of pickle instructions; every length is checked against the bytes left.
struct PickleCursor {
  private let bytes: [UInt8]
  private(set) var position: Int

  /// Longer texts are no names.
  private static let longestName = 1024

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = min(max(0, position), bytes.count)
  }

  /// The next byte without passing it.
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func byte() -> UInt8? {
    guard let byte = next else { return nil }
    position += 1
    return byte
  }

  /// A number of `width` bytes, little-endian; nil if it is cut off or no `Int`.
  mutating func integer(_ width: Int) -> Int? {
    guard bytes.count - position >= width else { return nil }
    var word: UInt64 = 0
    for offset in (0..<width).reversed() { word = word << 8 | UInt64(bytes[position + offset]) }
    position += width
    return Int(exactly: word)
  }

  mutating func skip(_ count: Int) -> Bool {
    guard count >= 0, count <= bytes.count - position else { return false }
    position += count
    return true
  }

  /// The text up to the end of the line, the longest part of it that a name could be.
  mutating func line() -> String? {
    let start = position
    while let byte = next, byte != 0x0A { position += 1 }
    guard next == 0x0A else { return nil }
    let end = min(position, start + PickleCursor.longestName)
    position += 1
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// A text with its length in front: nil if it is cut off, an inner nil if it is too long for a name.
  mutating func text(lengthWidth: Int) -> String?? {
    guard let count = integer(lengthWidth) else { return nil }
    let start = position
    guard skip(count) else { return nil }
    guard count <= PickleCursor.longestName else { return .some(nil) }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
