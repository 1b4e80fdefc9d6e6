/// Walks through the fields of one protobuf message (https://protobuf.dev/programming-guides/encoding).
///
/// Own code and not swift-protobuf: a model file needs nine message types, a generated reader adds a
/// minute to every clean build and copies each tensor once more, and it has no limits of its own.
struct ProtobufReader {
  /// What stands behind a tag.
  enum Value {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    /// A text, bytes, packed numbers or a message: the positions of its bytes.
    case bytes(Range<Int>)
  }

  let bytes: [UInt8]
  private(set) var position: Int
  private let end: Int

  /// - Precondition: `range` lies within `bytes`.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// Whether every byte is read.
  var isAtEnd: Bool { position >= end }

  /// The next field, nil at the end of the message.
  mutating func next() throws(ModelError) -> (field: Int, value: Value)? {
    guard !isAtEnd else { return nil }
    let start = position
    let tag = try varint()
    guard tag >> 3 > 0, tag >> 3 <= 536_870_911 else {
      throw ProtobufReader.malformed(start, "\(tag) is no tag of a field")
    }
    let field = Int(tag >> 3)
    switch tag & 7 {
    case 0: return (field, .varint(try varint()))
    case 1: return (field, .fixed64(try fixed64()))
    case 2: return (field, .bytes(try lengthDelimited()))
    case 5: return (field, .fixed32(try fixed32()))
    case let other: throw ProtobufReader.malformed(start, "wire type \(other) is not used by ONNX")
    }
  }

  /// An integer of seven bits a byte.
  mutating func varint() throws(ModelError) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    let start = position
    while position < end {
      let byte = bytes[position]
      position += 1
      guard shift < 63 || byte <= 1 else {
        throw ProtobufReader.malformed(start, "an integer has more than 64 bits")
      }
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    throw ProtobufReader.malformed(start, "the file ends within an integer")
  }

  /// Eight bytes, little-endian.
  mutating func fixed64() throws(ModelError) -> UInt64 {
    let low = try fixed32()
    let high = try fixed32()
    return UInt64(low) | UInt64(high) << 32
  }

  /// Four bytes, little-endian.
  mutating func fixed32() throws(ModelError) -> UInt32 {
    guard end - position >= 4 else {
      throw ProtobufReader.malformed(position, "the file ends within a number")
    }
    defer { position += 4 }
    return UInt32(bytes[position]) | UInt32(bytes[position + 1]) << 8
      | UInt32(bytes[position + 2]) << 16 | UInt32(bytes[position + 3]) << 24
  }

  private mutating func lengthDelimited() throws(ModelError) -> Range<Int> {
    let start = position
    let length = try varint()
    guard length <= UInt64(end - position) else {
      throw ProtobufReader.malformed(
        start, "a field of \(length) bytes is announced, \(end - position) are left")
    }
    let range = position..<position + Int(length)
    position = range.upperBound
    return range
  }

  static func malformed(_ position: Int, _ problem: String) -> ModelError {
    .malformed(place: "byte \(position)", problem: problem)
  }
}
