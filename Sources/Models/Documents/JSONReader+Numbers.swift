extension JSONReader {
  /// The array at the position if it holds numbers only and is not empty; else nil, nothing read.
  mutating func numbers() -> DocumentValue? {
    // A copy of the reference, so that the span does not borrow the reader.
    let bytes = bytes
    let text = bytes.span
    var next = position + 1
    var integers: [Int] = []
    var floats: [Float] = []
    var isWhole = true
    while true {
      while next < text.count, JSONReader.isSpace(text[next]) { next += 1 }
      if let number = DecimalText(text, at: &next) {
        if isWhole, let integer = number.integer {
          integers.append(integer)
        } else {
          if isWhole {
            isWhole = false
            floats = integers.map { Float($0) }
          }
          floats.append(number.float(of: text))
        }
      } else if let special = JSONReader.special(text, at: &next) {
        if isWhole {
          isWhole = false
          floats = integers.map { Float($0) }
        }
        floats.append(special)
      } else {
        return nil
      }
      while next < text.count, JSONReader.isSpace(text[next]) { next += 1 }
      guard next < text.count else { return nil }
      next += 1
      if text[next - 1] == UInt8(ascii: "]") { break }
      guard text[next - 1] == UInt8(ascii: ",") else { return nil }
    }
    position = next
    return isWhole ? .integers(integers) : .floats(floats)
  }

  /// `NaN`, `Infinity` or `-Infinity`.
  private static func special(_ text: Span<UInt8>, at position: inout Int) -> Float? {
    for (word, value) in [("NaN", Float.nan), ("Infinity", .infinity), ("-Infinity", -.infinity)] {
      let utf8 = Array(word.utf8)
      guard text.count - position >= utf8.count else { continue }
      if utf8.indices.allSatisfy({ text[position + $0] == utf8[$0] }) {
        position += utf8.count
        return value
      }
    }
    return nil
  }
}
