/// Reads FlatBuffers: tables of fields by number, everything little-endian and by offset.
///
/// Every offset is checked where it is followed. What vectors give out together is bounded by the
/// size of the buffer: offsets may lead many times to the same place, which no writer does and which
/// would make a small file as large in memory as it likes.
struct FlatBufferReader {
  private let bytes: ArraySlice<UInt8>
  /// What stands before the byte's number in messages.
  private let name: String
  /// The bytes that vectors may still give out.
  private var budget: Int

  /// A table's place, with that of the list of its fields.
  struct Table {
    fileprivate let start: Int
    fileprivate let fields: Int
    fileprivate let fieldCount: Int
  }

  /// - Parameter name: What the buffer is called in messages.
  init(_ bytes: ArraySlice<UInt8>, name: String) {
    self.bytes = bytes
    self.name = name
    budget = 2 * bytes.count
  }

  /// The table that the buffer begins with.
  func root() throws(ModelError) -> Table {
    try table(at: try target(of: 0))
  }

  private func malformed(_ position: Int, _ problem: String) -> ModelError {
    .malformed(place: "\(name), byte \(position)", problem: problem)
  }

  /// The number of `Word`'s width at `position`.
  private func word<Word: FixedWidthInteger>(
    _ position: Int, as type: Word.Type
  ) throws(ModelError) -> Word {
    let width = Word.bitWidth / 8
    guard position >= 0, position <= bytes.count - width else {
      throw malformed(position, "leads out of the \(bytes.count) bytes")
    }
    var word: Word = 0
    for offset in (0..<width).reversed() {
      word = word << 8 | Word(truncatingIfNeeded: bytes[bytes.startIndex + position + offset])
    }
    return word
  }

  /// Where the offset at `position` leads.
  private func target(of position: Int) throws(ModelError) -> Int {
    position + Int(try word(position, as: UInt32.self))
  }

  private func table(at start: Int) throws(ModelError) -> Table {
    let fields = start - Int(try word(start, as: Int32.self))
    let size = Int(try word(fields, as: UInt16.self))
    guard size >= 4, size <= bytes.count - fields else {
      throw malformed(fields, "the list of fields leads out of the \(bytes.count) bytes")
    }
    return Table(start: start, fields: fields, fieldCount: (size - 4) / 2)
  }

  /// Where field `number` of `table` stands; nil where it is left out.
  private func position(of number: Int, in table: Table) throws(ModelError) -> Int? {
    guard number < table.fieldCount else { return nil }
    let offset = Int(try word(table.fields + 4 + 2 * number, as: UInt16.self))
    return offset == 0 ? nil : table.start + offset
  }

  /// A whole number of `Word`'s width; `missing` where it is left out.
  func integer<Word: FixedWidthInteger>(
    _ number: Int, of table: Table, missing: Word
  ) throws(ModelError) -> Word {
    guard let position = try position(of: number, in: table) else { return missing }
    return try word(position, as: Word.self)
  }

  /// A Float; `missing` where it is left out.
  func float(_ number: Int, of table: Table, missing: Float) throws(ModelError) -> Float {
    Float(bitPattern: try integer(number, of: table, missing: missing.bitPattern))
  }

  /// A Double; `missing` where it is left out.
  func double(_ number: Int, of table: Table, missing: Double) throws(ModelError) -> Double {
    Double(bitPattern: try integer(number, of: table, missing: missing.bitPattern))
  }

  /// The table that a field leads to; nil where it is left out.
  func table(_ number: Int, of table: Table) throws(ModelError) -> Table? {
    guard let position = try position(of: number, in: table) else { return nil }
    return try self.table(at: try target(of: position))
  }

  /// The first byte and the count of a vector's elements; nothing where it is left out.
  private mutating func vector(
    _ number: Int, of table: Table, width: Int
  ) throws(ModelError) -> (start: Int, count: Int) {
    guard let position = try position(of: number, in: table) else { return (0, 0) }
    return try vector(at: position, width: width)
  }

  /// The vector that the offset at `position` leads to.
  private mutating func vector(
    at position: Int, width: Int
  ) throws(ModelError) -> (start: Int, count: Int) {
    let start = try target(of: position)
    let count = Int(try word(start, as: UInt32.self))
    guard count <= (bytes.count - start - 4) / width else {
      throw malformed(start, "a list of \(count) elements leads out of the \(bytes.count) bytes")
    }
    budget -= count * width
    guard budget >= 0 else {
      throw malformed(start, "lists lie on top of one another")
    }
    return (start + 4, count)
  }

  /// A vector of whole numbers, empty where it is left out.
  mutating func integers<Word: FixedWidthInteger>(
    _ number: Int, of table: Table, as type: Word.Type = Word.self
  ) throws(ModelError) -> [Word] {
    let width = Word.bitWidth / 8
    let (start, count) = try vector(number, of: table, width: width)
    var words: [Word] = []
    words.reserveCapacity(count)
    for index in 0..<count { words.append(try word(start + index * width, as: Word.self)) }
    return words
  }

  /// A vector of Floats, empty where it is left out.
  mutating func floats(_ number: Int, of table: Table) throws(ModelError) -> [Float] {
    try integers(number, of: table, as: UInt32.self).map { Float(bitPattern: $0) }
  }

  /// A vector of Doubles, empty where it is left out.
  mutating func doubles(_ number: Int, of table: Table) throws(ModelError) -> [Double] {
    try integers(number, of: table, as: UInt64.self).map { Double(bitPattern: $0) }
  }

  /// A vector of tables, empty where it is left out.
  mutating func tables(_ number: Int, of table: Table) throws(ModelError) -> [Table] {
    let (start, count) = try vector(number, of: table, width: 4)
    var tables: [Table] = []
    tables.reserveCapacity(count)
    for index in 0..<count {
      tables.append(try self.table(at: try target(of: start + 4 * index)))
    }
    return tables
  }

  /// A text, empty where it is left out.
  mutating func string(_ number: Int, of table: Table) throws(ModelError) -> String {
    guard let position = try position(of: number, in: table) else { return "" }
    return try string(at: position)
  }

  /// A vector of texts, empty where it is left out.
  mutating func strings(_ number: Int, of table: Table) throws(ModelError) -> [String] {
    let (start, count) = try vector(number, of: table, width: 4)
    var texts: [String] = []
    for index in 0..<count { texts.append(try string(at: start + 4 * index)) }
    return texts
  }

  private mutating func string(at position: Int) throws(ModelError) -> String {
    let (start, count) = try vector(at: position, width: 1)
    let first = bytes.startIndex + start
    guard let text = String(validating: bytes[first..<first + count], as: UTF8.self) else {
      throw malformed(start, "the text is not valid UTF-8")
    }
    return text
  }
}
