/// Reads a JSON document, arrays of numbers straight into arrays of machine numbers.
///
/// Beyond the standard it takes the bare words `NaN`, `Infinity` and `-Infinity`, which XGBoost and
/// Python write. Duplicate keys are errors: two readers would see two models.
struct JSONReader {
  let bytes: [UInt8]
  let reading: DocumentReading
  var position = 0
  private var depth = 0
  private var valueCount = 0
  private var path: DocumentPath = .root

  private init(_ bytes: [UInt8], _ reading: DocumentReading) {
    self.bytes = bytes
    self.reading = reading
  }

  /// The document that `bytes` are, all of them.
  ///
  /// - Throws: ``ModelError/malformed(place:problem:)`` at a byte offset or a path of keys.
  static func read(
    _ bytes: [UInt8], _ reading: DocumentReading = DocumentReading()
  ) throws(ModelError) -> DocumentValue {
    var reader = JSONReader(bytes, reading)
    let value = try reader.value()
    reader.skipSpace()
    guard reader.position == bytes.count else {
      throw reader.syntax("something follows the end of the document")
    }
    return value
  }

  func syntax(_ problem: String) -> ModelError {
    position < bytes.count
      ? .malformed(place: "byte \(position)", problem: problem)
      : .malformed(place: "byte \(bytes.count)", problem: "the file ends too early; it is cut off")
  }

  private mutating func skipSpace() {
    while position < bytes.count, JSONReader.isSpace(bytes[position]) { position += 1 }
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private mutating func expect(_ byte: UInt8) throws(ModelError) {
    skipSpace()
    guard position < bytes.count, bytes[position] == byte else {
      throw syntax("'\(Character(Unicode.Scalar(byte)))' is expected")
    }
    position += 1
  }

  private mutating func value() throws(ModelError) -> DocumentValue {
    skipSpace()
    guard position < bytes.count else { throw syntax("") }
    valueCount += 1
    try reading.check(valueCount, at: position)
    switch bytes[position] {
    case UInt8(ascii: "{"): return try nested { reader throws(ModelError) in try reader.object() }
    case UInt8(ascii: "["): return try nested { reader throws(ModelError) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "N"): return try word("NaN", .number(.nan))
    case UInt8(ascii: "I"): return try word("Infinity", .number(.infinity))
    default: return try number()
    }
  }

  private mutating func nested(
    _ body: (inout JSONReader) throws(ModelError) -> DocumentValue
  ) throws(ModelError) -> DocumentValue {
    depth += 1
    guard depth <= DocumentReading.depthLimit else {
      throw .tooLarge(
        what: "the nesting at byte \(position)", limit: "\(DocumentReading.depthLimit) levels")
    }
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func word(
    _ text: StaticString, _ value: DocumentValue
  ) throws(ModelError) -> DocumentValue {
    let word = "\(text)".utf8
    guard bytes.count - position >= word.count,
      bytes[position..<position + word.count].elementsEqual(word)
    else { throw syntax("is no JSON value") }
    position += word.count
    return value
  }

  private mutating func number() throws(ModelError) -> DocumentValue {
    var next = position
    if let number = DecimalText(bytes.span, at: &next) {
      position = next
      return number.integer.map { .integer($0) } ?? .number(number.double(of: bytes.span))
    }
    if bytes[position] == UInt8(ascii: "-") { return try word("-Infinity", .number(-.infinity)) }
    throw syntax("is no JSON value")
  }

  private mutating func object() throws(ModelError) -> DocumentValue {
    position += 1
    var members: [String: DocumentValue] = [:]
    skipSpace()
    if position < bytes.count, bytes[position] == UInt8(ascii: "}") {
      position += 1
      return .object(members)
    }
    let parent = path
    while true {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw syntax("a key in double quotes is expected")
      }
      let key = try string()
      try expect(UInt8(ascii: ":"))
      path = .key(key, of: parent)
      let value = try reading.skippedKeys.contains(key) ? skipped() : value()
      guard members.updateValue(value, forKey: key) == nil else {
        throw .malformed(place: path.description, problem: "the key appears twice in its object")
      }
      path = parent
      guard try continues(until: UInt8(ascii: "}")) else { return .object(members) }
    }
  }

  /// Passes a comma (true) or the closing bracket (false).
  private mutating func continues(until closing: UInt8) throws(ModelError) -> Bool {
    skipSpace()
    guard position < bytes.count else { throw syntax("") }
    switch bytes[position] {
    case UInt8(ascii: ","): position += 1
    case closing:
      position += 1
      return false
    default: throw syntax("',' or '\(Character(Unicode.Scalar(closing)))' is expected")
    }
    return true
  }

  private mutating func array() throws(ModelError) -> DocumentValue {
    if reading.unboxesNumbers, let numbers = numbers() { return numbers }
    position += 1
    skipSpace()
    if position < bytes.count, bytes[position] == UInt8(ascii: "]") {
      position += 1
      return .array([])
    }
    var elements: [DocumentValue] = []
    let parent = path
    while true {
      path = .index(elements.count, of: parent)
      elements.append(try value())
      path = parent
      guard try continues(until: UInt8(ascii: "]")) else { return .array(elements) }
    }
  }

  /// Passes over an array of numbers unread; any other value is read and dropped.
  private mutating func skipped() throws(ModelError) -> DocumentValue {
    skipSpace()
    if position < bytes.count, bytes[position] == UInt8(ascii: "[") {
      let bytes = bytes
      let span = bytes.span
      var next = position + 1
      while next < span.count, span[next] != UInt8(ascii: "]") {
        let byte = span[next]
        guard byte < UInt8(ascii: ":") || byte | 0x20 == UInt8(ascii: "e"),
          byte != UInt8(ascii: "\"")
        else { break }
        next += 1
      }
      if next < span.count, span[next] == UInt8(ascii: "]") {
        position = next + 1
        return .null
      }
    }
    _ = try value()
    return .null
  }
}
