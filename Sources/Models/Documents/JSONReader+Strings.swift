extension JSONReader {
  /// The string whose opening quote stands at the position.
  mutating func string() throws(ModelError) -> String {
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\""),
      bytes[position] != UInt8(ascii: "\\")
    { position += 1 }
    guard position < bytes.count else { throw syntax("") }
    if bytes[position] == UInt8(ascii: "\"") {
      let content = bytes[start..<position]
      position += 1
      return try text(content, at: start)
    }
    var content = Array(bytes[start..<position])
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\") {
        try escape(into: &content)
      } else {
        content.append(bytes[position])
        position += 1
      }
    }
    guard position < bytes.count else { throw syntax("") }
    position += 1
    return try text(content[...], at: start)
  }

  private func text(_ content: ArraySlice<UInt8>, at start: Int) throws(ModelError) -> String {
    guard let text = String(validating: content, as: UTF8.self) else {
      throw .malformed(place: "byte \(start)", problem: "the string is not valid UTF-8")
    }
    return text
  }

  private mutating func escape(into content: inout [UInt8]) throws(ModelError) {
    guard position + 1 < bytes.count else {
      position = bytes.count
      throw syntax("")
    }
    let letter = bytes[position + 1]
    let plain: UInt8? =
      switch letter {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
      case UInt8(ascii: "b"): 0x08
      case UInt8(ascii: "f"): 0x0C
      case UInt8(ascii: "n"): 0x0A
      case UInt8(ascii: "r"): 0x0D
      case UInt8(ascii: "t"): 0x09
      default: nil
      }
    if let plain {
      content.append(plain)
      position += 2
      return
    }
    var unit = try codeUnit()
    if 0xD800..<0xDC00 ~= unit, position < bytes.count, bytes[position] == UInt8(ascii: "\\") {
      let low = try codeUnit()
      guard 0xDC00..<0xE000 ~= low else { throw syntax("half a surrogate pair") }
      unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(unit) else { throw syntax("half a surrogate pair") }
    content.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// The value of `\uXXXX` at the position.
  private mutating func codeUnit() throws(ModelError) -> UInt32 {
    guard position + 6 <= bytes.count, bytes[position + 1] == UInt8(ascii: "u"),
      let unit = UInt32(
        String(decoding: bytes[position + 2..<position + 6], as: UTF8.self), radix: 16)
    else { throw syntax("is no escape that JSON knows") }
    position += 6
    return unit
  }
}
