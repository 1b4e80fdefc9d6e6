/// Reads the Universal Binary JSON that XGBoost writes (big-endian, typed arrays).
struct UBJSONReader {
  private let bytes: [UInt8]
  private let reading: DocumentReading
  private var position = 0
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
    var reader = UBJSONReader(bytes, reading)
    let value = try reader.value(marker: try reader.byte())
    guard reader.position == bytes.count else {
      throw reader.malformed("something follows the end of the document")
    }
    return value
  }

  private func malformed(_ problem: String) -> ModelError {
    .malformed(place: "byte \(position)", problem: problem)
  }

  private mutating func byte() throws(ModelError) -> UInt8 {
    guard position < bytes.count else { throw malformed("the file ends too early; it is cut off") }
    position += 1
    return bytes[position - 1]
  }

  /// The next `count` bytes as a big-endian number.
  private mutating func bits(_ count: Int) throws(ModelError) -> UInt64 {
    guard bytes.count - position >= count else {
      throw malformed("the file ends too early; it is cut off")
    }
    var value: UInt64 = 0
    for offset in 0..<count { value = value << 8 | UInt64(bytes[position + offset]) }
    position += count
    return value
  }

  /// A scalar integer of type `marker`; nil if the marker is none of an integer.
  private mutating func integer(marker: UInt8) throws(ModelError) -> Int? {
    switch marker {
    case UInt8(ascii: "i"): Int(Int8(truncatingIfNeeded: try bits(1)))
    case UInt8(ascii: "U"): Int(try bits(1))
    case UInt8(ascii: "I"): Int(Int16(truncatingIfNeeded: try bits(2)))
    case UInt8(ascii: "l"): Int(Int32(truncatingIfNeeded: try bits(4)))
    case UInt8(ascii: "L"): Int(Int64(truncatingIfNeeded: try bits(8)))
    default: nil
    }
  }

  /// A length: an integer with its marker, checked against the bytes left.
  ///
  /// - Parameter width: The least number of bytes that one counted thing takes.
  private mutating func length(width: Int) throws(ModelError) -> Int {
    let start = position
    guard let count = try integer(marker: try byte()) else {
      position = start
      throw malformed("a length is expected")
    }
    guard count >= 0, count <= (bytes.count - position) / max(1, width) else {
      position = start
      throw malformed("the length \(count) is more than the bytes that are left")
    }
    return count
  }

  private mutating func string() throws(ModelError) -> String {
    let count = try length(width: 1)
    guard let text = String(validating: bytes[position..<position + count], as: UTF8.self) else {
      throw malformed("the string is not valid UTF-8")
    }
    position += count
    return text
  }

  private mutating func value(marker: UInt8) throws(ModelError) -> DocumentValue {
    valueCount += 1
    try reading.check(valueCount, at: position)
    switch marker {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth += 1
      guard depth <= DocumentReading.depthLimit else {
        throw .tooLarge(
          what: "the nesting at byte \(position)", limit: "\(DocumentReading.depthLimit) levels")
      }
      let value = try marker == UInt8(ascii: "{") ? object() : array()
      depth -= 1
      return value
    case UInt8(ascii: "S"): return .string(try string())
    case UInt8(ascii: "C"): return .string(String(Character(Unicode.Scalar(try byte()))))
    case UInt8(ascii: "T"): return .boolean(true)
    case UInt8(ascii: "F"): return .boolean(false)
    case UInt8(ascii: "Z"): return .null
    case UInt8(ascii: "d"):
      return .number(Double(Float(bitPattern: UInt32(truncatingIfNeeded: try bits(4)))))
    case UInt8(ascii: "D"): return .number(Double(bitPattern: try bits(8)))
    default:
      if let integer = try integer(marker: marker) { return .integer(integer) }
      position -= 1
      throw malformed("the byte \(marker) marks no type of value")
    }
  }

  private mutating func object() throws(ModelError) -> DocumentValue {
    var members: [String: DocumentValue] = [:]
    let parent = path
    while true {
      guard position < bytes.count else {
        throw malformed("the file ends too early; it is cut off")
      }
      if bytes[position] == UInt8(ascii: "}") {
        position += 1
        return .object(members)
      }
      let key = try string()
      path = .key(key, of: parent)
      let value = try value(marker: try byte())
      let kept = reading.skippedKeys.contains(key) ? DocumentValue.null : value
      guard members.updateValue(kept, forKey: key) == nil else {
        throw .malformed(place: path.description, problem: "the key appears twice in its object")
      }
      path = parent
    }
  }

  private mutating func array() throws(ModelError) -> DocumentValue {
    guard position < bytes.count else { throw malformed("the file ends too early; it is cut off") }
    var count: Int?
    if bytes[position] == UInt8(ascii: "$") {
      position += 1
      return try typedArray()
    }
    if bytes[position] == UInt8(ascii: "#") {
      position += 1
      count = try length(width: 1)
    }
    var elements: [DocumentValue] = []
    let parent = path
    while elements.count != count {
      let marker = try byte()
      if count == nil, marker == UInt8(ascii: "]") { break }
      path = .index(elements.count, of: parent)
      elements.append(try value(marker: marker))
      path = parent
    }
    return elements.isEmpty ? .array([]) : unboxed(elements)
  }

  /// Elements that are all integers as one array of integers.
  private func unboxed(_ elements: [DocumentValue]) -> DocumentValue {
    var integers: [Int] = []
    for element in elements {
      guard case .integer(let integer) = element else { return .array(elements) }
      integers.append(integer)
    }
    return .integers(integers)
  }

  /// `type # length items`, behind the `$`.
  private mutating func typedArray() throws(ModelError) -> DocumentValue {
    let type = try byte()
    guard try byte() == UInt8(ascii: "#") else { throw malformed("'#' is expected") }
    let widths: [UInt8: Int] = [
      UInt8(ascii: "i"): 1, UInt8(ascii: "U"): 1, UInt8(ascii: "I"): 2, UInt8(ascii: "l"): 4,
      UInt8(ascii: "L"): 8, UInt8(ascii: "d"): 4, UInt8(ascii: "D"): 8,
    ]
    guard let width = widths[type] else {
      throw malformed("the byte \(type) marks no type of an array's items")
    }
    let count = try length(width: width)
    guard count > 0 else { return .array([]) }
    if type == UInt8(ascii: "d") || type == UInt8(ascii: "D") {
      return .floats(floats(count, width: width))
    }
    return .integers(integers(count, width: width, isSigned: type != UInt8(ascii: "U")))
  }

  /// - Precondition: `count * width` bytes are left.
  private mutating func floats(_ count: Int, width: Int) -> [Float] {
    let bytes = bytes
    let text = bytes.span
    var numbers: [Float] = []
    numbers.reserveCapacity(count)
    for _ in 0..<count {
      var word: UInt64 = 0
      for offset in 0..<width { word = word << 8 | UInt64(text[position + offset]) }
      position += width
      numbers.append(
        width == 4
          ? Float(bitPattern: UInt32(truncatingIfNeeded: word)) : Float(Double(bitPattern: word)))
    }
    return numbers
  }

  /// - Precondition: `count * width` bytes are left.
  private mutating func integers(_ count: Int, width: Int, isSigned: Bool) -> [Int] {
    let bytes = bytes
    let text = bytes.span
    let unused = UInt64(64 - 8 * width)
    var numbers: [Int] = []
    numbers.reserveCapacity(count)
    for _ in 0..<count {
      var word: UInt64 = 0
      for offset in 0..<width { word = word << 8 | UInt64(text[position + offset]) }
      position += width
      numbers.append(
        isSigned ? Int(Int64(bitPattern: word << unused) >> Int64(unused)) : Int(word))
    }
    return numbers
  }
}
