import Kernels

/// What Arrow's own schema says of columns that Parquet has no type for: its integers of 128 bits, which
/// polars stores as 16 bytes without a word.
///
/// The schema is a FlatBuffer behind a header of eight bytes, in Base64. It only adds to what Parquet
/// says, so one that cannot be read says nothing.
///
/// https://github.com/apache/arrow/blob/main/format/Schema.fbs
struct ArrowSchema {
  /// The name of the text among a file's metadata.
  static let key = "ARROW:schema"

  /// By name: the columns of 128-bit integers, and whether they have a sign.
  let wideIntegers: [String: Bool]

  init(base64: String) {
    wideIntegers = ArrowSchema.wideIntegers(Buffer(bytes: ArrowSchema.decoded(base64))) ?? [:]
  }

  private static func wideIntegers(_ buffer: Buffer) -> [String: Bool]? {
    // A marker of four bytes, and the length of what follows.
    guard let message = buffer.target(of: 8),
      let header = buffer.field(2, of: message).flatMap(buffer.target),
      let list = buffer.field(1, of: header).flatMap(buffer.target),
      let count = buffer.word(list), count <= buffer.bytes.count / 4
    else { return nil }
    var found: [String: Bool] = [:]
    for index in 0..<count {
      guard let field = buffer.target(of: list + 4 + 4 * index),
        let kind = buffer.field(2, of: field), kind < buffer.bytes.count, buffer.bytes[kind] == 2,
        let integer = buffer.field(3, of: field).flatMap(buffer.target),
        let width = buffer.field(0, of: integer), buffer.word(width) == 128,
        let name = buffer.field(0, of: field).flatMap(buffer.target).flatMap(buffer.text)
      else { continue }
      let sign = buffer.field(1, of: integer)
      found[name] = sign.map { $0 < buffer.bytes.count && buffer.bytes[$0] == 1 } ?? false
    }
    return found
  }

  private struct Buffer {
    let bytes: [UInt8]

    /// The number of four bytes at `position`.
    func word(_ position: Int) -> Int? {
      guard position >= 0, position <= bytes.count - 4 else { return nil }
      return (0..<4).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
    }

    /// Where the offset at `position` leads.
    func target(of position: Int) -> Int? { word(position).map { position + $0 } }

    /// Where field `number` of the table at `table` stands; nil where it is left out.
    func field(_ number: Int, of table: Int) -> Int? {
      guard let back = word(table) else { return nil }
      let list = table - Int(Int32(truncatingIfNeeded: back))
      guard let head = word(list), head & 0xFFFF >= 6 + 2 * number,
        let entry = word(list + 4 + 2 * number - 2)
      else { return nil }
      let offset = entry >> 16
      return offset == 0 ? nil : table + offset
    }

    /// The text at `position`, behind its length.
    func text(_ position: Int) -> String? {
      guard let count = word(position), count <= bytes.count - position - 4 else { return nil }
      return String(validating: bytes[position + 4..<position + 4 + count], as: UTF8.self)
    }
  }

  private static func decoded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var (word, bits): (UInt32, UInt32) = (0, 0)
    for byte in text.utf8 {
      let digit: UInt8
      switch byte {
      case 0x41...0x5A: digit = byte - 0x41
      case 0x61...0x7A: digit = byte - 0x61 + 26
      case 0x30...0x39: digit = byte - 0x30 + 52
      case 0x2B: digit = 62
      case 0x2F: digit = 63
      default: return bytes
      }
      word = word << 6 | UInt32(digit)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: word >> bits))
      }
    }
    return bytes
  }
}
