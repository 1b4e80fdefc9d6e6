extension JSONReader {
  /// The array at the position if it holds numbers only and is not empty; else nil, nothing read.
  mutating func numbers() -> DocumentValue? {
    reading.keepsDoubles
      ? numbers(as: Double.self, DocumentValue.doubles) { $0.double(of: $1) }
      : numbers(as: Float.self, DocumentValue.floats) { $0.float(of: $1) }
  }

  @inline(__always)
  private mutating func numbers<Number: BinaryFloatingPoint>(
    as type: Number.Type, _ wrap: ([Number]) -> DocumentValue,
    _ rounded: (DecimalText, Span<UInt8>) -> Number
  ) -> DocumentValue? {
    // A copy of the reference, so that the span does not borrow the reader.
    let bytes = bytes
    let text = bytes.span
    var next = position + 1
    var integers: [Int] = []
    var fractions: [Number] = []
    var isWhole = true
    while true {
      while next < text.count, JSONReader.isSpace(text[next]) { next += 1 }
      if let number = DecimalText(text, at: &next) {
        if isWhole, let integer = number.integer {
          integers.append(integer)
        } else {
          if isWhole {
            isWhole = false
            fractions = integers.map { Number($0) }
          }
          fractions.append(rounded(number, text))
        }
      } else if let special = JSONReader.special(text, at: &next) {
        if isWhole {
          isWhole = false
          fractions = integers.map { Number($0) }
        }
        fractions.append(Number(special))
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
    return isWhole ? .integers(integers) : wrap(fractions)
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
