/// A value of the small part of Python's grammar that array headers are written in: texts, whole
/// numbers, truth values, tuples, lists and dictionaries of them. Nothing is evaluated.
enum PythonLiteral: Equatable {
  case none
  case truth(Bool)
  case integer(Int)
  case text(String)
  /// A tuple or a list.
  case sequence([PythonLiteral])
  case dictionary([String: PythonLiteral])

  /// The literal that `text` is, blanks around it aside; nil if it is anything else.
  init?(_ text: some Sequence<UInt8>) {
    var parser = PythonLiteralParser(Array(text))
    guard let value = parser.value(depth: 0), parser.isAtEnd else { return nil }
    self = value
  }
}

private struct PythonLiteralParser {
  private let bytes: [UInt8]
  private var position = 0
  private static let depthLimit = 8

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return position == bytes.count
    }
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func passes(_ character: Character) -> Bool {
    skipBlanks()
    guard let byte = next, byte == character.asciiValue else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) -> PythonLiteral? {
    guard depth < PythonLiteralParser.depthLimit else { return nil }
    skipBlanks()
    switch next {
    case UInt8(ascii: "("): return sequence(")", depth)
    case UInt8(ascii: "["): return sequence("]", depth)
    case UInt8(ascii: "{"): return dictionary(depth)
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return text().map { .text($0) }
    default: return word()
    }
  }

  private mutating func sequence(_ closing: Character, _ depth: Int) -> PythonLiteral? {
    position += 1
    var values: [PythonLiteral] = []
    while !passes(closing) {
      guard let value = value(depth: depth + 1) else { return nil }
      values.append(value)
      guard passes(",") else {
        guard passes(closing) else { return nil }
        break
      }
    }
    return .sequence(values)
  }

  private mutating func dictionary(_ depth: Int) -> PythonLiteral? {
    position += 1
    var values: [String: PythonLiteral] = [:]
    while !passes("}") {
      skipBlanks()
      guard let key = text(), passes(":"), let value = value(depth: depth + 1),
        values.updateValue(value, forKey: key) == nil
      else { return nil }
      guard passes(",") else {
        guard passes("}") else { return nil }
        break
      }
    }
    return .dictionary(values)
  }

  /// A text in quotes; none that NumPy writes here needs an escape.
  private mutating func text() -> String? {
    guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      return nil
    }
    position += 1
    let start = position
    while let byte = next, byte != quote {
      guard byte != UInt8(ascii: "\\") else { return nil }
      position += 1
    }
    guard next == quote else { return nil }
    position += 1
    return String(validating: bytes[start..<position - 1], as: UTF8.self)
  }

  private mutating func word() -> PythonLiteral? {
    let start = position
    while let byte = next,
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "z") ~= byte
        || byte == UInt8(ascii: "-")
    { position += 1 }
    var text = String(decoding: bytes[start..<position], as: UTF8.self)
    switch text {
    case "True": return .truth(true)
    case "False": return .truth(false)
    case "None": return PythonLiteral.none
    default:
      // Python 2 wrote long integers with an L.
      if text.hasSuffix("L") { text.removeLast() }
      return Int(text).map { .integer($0) }
    }
  }
}
