import Kernels

/// Reads values in Thrift's compact protocol, the language of Parquet's footer and page headers.
///
/// Every count is held against the bytes that are left before anything is made of it, and structures
/// may only be nested so deep: whatever the bytes say, reading ends, in memory near their size.
struct ThriftReader {
  private let text: TextView
  private let end: Int
  private(set) var position: Int
  private var depth = 0

  private static let deepest = Limits.Tables.metadataLevels

  init(_ text: TextView, _ range: Range<Int>) {
    (self.text, position, end) = (text, range.lowerBound, range.upperBound)
  }

  /// How a value is written.
  enum Kind: UInt8 {
    case isTrue = 1
    case isFalse, byte, int16, int32, int64, double, binary, list, set, map, structure, uuid
  }

  /// A field's number and kind.
  struct Field {
    let id: Int
    let kind: Kind
  }

  /// Reads a structure: `read` is called with each field and either reads its value and returns true,
  /// or returns false, and then the value is passed over.
  mutating func structure(
    _ read: (Field, inout ThriftReader) throws(ParquetFlaw) -> Bool
  ) throws(ParquetFlaw) {
    try enter()
    var last = 0
    while let field = try field(after: last) {
      if try !read(field, &self) { try skip(field.kind) }
      last = field.id
    }
    depth -= 1
  }

  /// Reads a list: `read` is called for each element.
  mutating func list(
    of wanted: Kind, _ read: (inout ThriftReader) throws(ParquetFlaw) -> Void
  ) throws(ParquetFlaw) {
    let (count, kind) = try listHeader()
    guard count == 0 || kind == wanted else { throw damaged }
    for _ in 0..<count { try read(&self) }
  }

  /// Reads an integer of any width.
  mutating func integer(_ field: Field) throws(ParquetFlaw) -> Int64 {
    switch field.kind {
    case .byte: return Int64(Int8(bitPattern: try byte()))
    case .int16, .int32, .int64: return try signed()
    default: throw damaged
    }
  }

  /// Reads an integer of 32 bits that is an element of a list.
  mutating func integer() throws(ParquetFlaw) -> Int64 { try signed() }

  /// A truth value stands in its field's kind.
  func flag(_ field: Field) throws(ParquetFlaw) -> Bool {
    switch field.kind {
    case .isTrue: true
    case .isFalse: false
    default: throw damaged
    }
  }

  /// Reads a text; one that is not UTF-8 is a flaw.
  mutating func string(_ field: Field) throws(ParquetFlaw) -> String {
    guard field.kind == .binary else { throw damaged }
    let range = try binary()
    guard let string = String(validating: text.bytes(range), as: UTF8.self) else { throw damaged }
    return string
  }

  /// Reads a text as the bytes that it is.
  mutating func bytes(_ field: Field) throws(ParquetFlaw) -> [UInt8] {
    guard field.kind == .binary else { throw damaged }
    return text.bytes(try binary())
  }

  private var damaged: ParquetFlaw {
    ParquetFlaw("the metadata is damaged at byte \(position) of \(end)")
  }

  private mutating func enter() throws(ParquetFlaw) {
    depth += 1
    guard depth <= ThriftReader.deepest else {
      throw ParquetFlaw("the metadata is nested more than \(ThriftReader.deepest) deep")
    }
  }

  private mutating func field(after last: Int) throws(ParquetFlaw) -> Field? {
    let header = try byte()
    if header == 0 { return nil }
    guard let kind = Kind(rawValue: header & 0x0F) else { throw damaged }
    let delta = Int(header >> 4)
    if delta > 0 { return Field(id: last + delta, kind: kind) }
    guard let id = Int16(exactly: try signed()) else { throw damaged }
    return Field(id: Int(id), kind: kind)
  }

  /// Passes over a value.
  private mutating func skip(_ kind: Kind) throws(ParquetFlaw) {
    switch kind {
    case .isTrue, .isFalse: break
    case .byte: try advance(1)
    case .int16, .int32, .int64: _ = try signed()
    case .double: try advance(8)
    case .uuid: try advance(16)
    case .binary: _ = try binary()
    case .list, .set:
      try enter()
      let (count, element) = try listHeader()
      for _ in 0..<count { try skipElement(element) }
      depth -= 1
    case .map:
      try enter()
      let count = try size()
      if count > 0 {
        let kinds = try byte()
        guard let key = Kind(rawValue: kinds >> 4), let value = Kind(rawValue: kinds & 0x0F) else {
          throw damaged
        }
        for _ in 0..<count {
          try skipElement(key)
          try skipElement(value)
        }
      }
      depth -= 1
    case .structure: try structure { _, _ in false }
    }
  }

  /// A truth value in a container has a byte of its own.
  private mutating func skipElement(_ kind: Kind) throws(ParquetFlaw) {
    if kind == .isTrue || kind == .isFalse { try advance(1) } else { try skip(kind) }
  }

  private mutating func listHeader() throws(ParquetFlaw) -> (count: Int, kind: Kind) {
    let header = try byte()
    let short = Int(header >> 4)
    let count = short == 15 ? try size() : short
    guard let kind = Kind(rawValue: header & 0x0F), count <= end - position else { throw damaged }
    return (count, kind)
  }

  private mutating func binary() throws(ParquetFlaw) -> Range<Int> {
    let length = try size()
    let start = position
    try advance(length)
    return start..<position
  }

  /// A count of elements that take a byte each at least.
  private mutating func size() throws(ParquetFlaw) -> Int {
    guard let value = Varint.read(text, &position, end: end), value <= UInt64(end - position) else {
      throw damaged
    }
    return Int(value)
  }

  private mutating func signed() throws(ParquetFlaw) -> Int64 {
    guard let value = Varint.readSigned(text, &position, end: end) else { throw damaged }
    return value
  }

  private mutating func byte() throws(ParquetFlaw) -> UInt8 {
    guard position < end else { throw damaged }
    defer { position += 1 }
    return text[position]
  }

  private mutating func advance(_ length: Int) throws(ParquetFlaw) {
    guard length <= end - position else { throw damaged }
    position += length
  }
}
