/// A Parquet file with one INT32 column and one page, any of whose numbers may lie.
struct CompactFile {
  var rows: Int
  var isOptional = false
  var codec = 0
  var encoding = 0
  var values: [UInt8] = []
  var unpackedBytes: Int?
  var dataOffset = 4
  var compressedBytes: Int?

  init(
    rows: Int, isOptional: Bool = false, codec: Int = 0, encoding: Int = 0, values: [UInt8] = [],
    unpackedBytes: Int? = nil, dataOffset: Int = 4, compressedBytes: Int? = nil
  ) {
    (self.rows, self.isOptional, self.codec) = (rows, isOptional, codec)
    (self.encoding, self.values, self.unpackedBytes) = (encoding, values, unpackedBytes)
    (self.dataOffset, self.compressedBytes) = (dataOffset, compressedBytes)
  }

  func bytes() -> [UInt8] {
    let page = pageHeader + values
    let schema =
      Self.list([
        Self.string(4, "schema") + Self.integer(5, 1, after: 4) + [0],
        Self.integer(1, 1) + Self.integer(3, isOptional ? 1 : 0, after: 1)
          + Self.string(4, "x", after: 3) + [0],
      ])
    let chunk =
      Self.integer(1, 1) + Self.field(2, 9, after: 1) + [0x05]
      + Self.field(3, 9, after: 2) + [0x18, 1, 0x78] + Self.integer(4, codec, after: 3)
      + Self.integer(5, rows, after: 4) + Self.integer(6, page.count, after: 5)
      + Self.integer(7, compressedBytes ?? page.count, after: 6)
      + Self.integer(9, dataOffset, after: 7) + [0]
    let column = Self.integer(2, 4) + Self.field(3, 12, after: 2) + chunk + [0]
    let group = Self.field(1, 9) + Self.list([column]) + Self.integer(3, rows, after: 1) + [0]
    let metadata =
      Self.integer(1, 1) + Self.field(2, 9, after: 1) + schema + Self.integer(3, rows, after: 2)
      + Self.field(4, 9, after: 3) + Self.list([group]) + [0]
    return Self.file(body: page, metadata: metadata)
  }

  private var pageHeader: [UInt8] {
    let header =
      Self.integer(1, rows) + Self.integer(2, encoding, after: 1) + Self.integer(3, 3, after: 2)
      + Self.integer(4, 3, after: 3) + [0]
    return Self.integer(1, 0) + Self.integer(2, unpackedBytes ?? values.count, after: 1)
      + Self.integer(3, values.count, after: 2) + Self.field(5, 12, after: 3) + header + [0]
  }

  /// A file whose footer is `metadata`.
  static func file(body: [UInt8] = [], metadata: [UInt8]) -> [UInt8] {
    let length = (0..<4).map { UInt8(truncatingIfNeeded: metadata.count >> (8 * $0)) }
    return Array("PAR1".utf8) + body + metadata + length + Array("PAR1".utf8)
  }

  private static func field(_ id: Int, _ kind: UInt8, after last: Int = 0) -> [UInt8] {
    [UInt8(id - last) << 4 | kind]
  }

  /// A 64-bit integer in zigzag form.
  private static func integer(_ id: Int, _ value: Int, after last: Int = 0) -> [UInt8] {
    var rest = UInt64(bitPattern: Int64(value << 1 ^ value >> 63))
    var bytes = field(id, 6, after: last)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private static func string(_ id: Int, _ text: String, after last: Int = 0) -> [UInt8] {
    field(id, 8, after: last) + [UInt8(text.utf8.count)] + Array(text.utf8)
  }

  private static func list(_ elements: [[UInt8]]) -> [UInt8] {
    [UInt8(elements.count) << 4 | 12] + elements.flatMap { $0 }
  }
}
