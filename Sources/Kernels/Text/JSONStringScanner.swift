/// Finds strings and words in lines of JSON.
struct JSONStringScanner {
  private let text: TextView
  /// Where the text must have ended.
  private let end: Int
  /// The last string with escapes, without them.
  let unescaped = TextBuffer()

  init(_ text: TextView, end: Int) { (self.text, self.end) = (text, end) }

  /// A string as found.
  struct Found {
    /// The content, in ``JSONStringScanner/unescaped`` if `isUnescaped`.
    let content: Range<Int>
    let isUnescaped: Bool
    /// The position behind the closing quote.
    let end: Int
  }

  /// The string whose opening quote is at `start`.
  @inline(__always)
  func string(at start: Int) throws(JSONFault.Kind) -> Found {
    let stop = plainEnd(from: start &+ 1)
    if text[stop] == 0x22 {
      return Found(content: start &+ 1..<stop, isUnescaped: false, end: stop &+ 1)
    }
    return try escaped(start &+ 1, stop)
  }

  /// The first position from `start` on that is a quote, a backslash or a control character; the line's
  /// end is one, and so is the padding of the text.
  @inline(__always)
  private func plainEnd(from start: Int) -> Int {
    var position = start
    while true {
      let word = text.word(at: position)
      let hits =
        JSONStringScanner.zeroBytes(word ^ 0x2222_2222_2222_2222)
        | JSONStringScanner.zeroBytes(word ^ 0x5C5C_5C5C_5C5C_5C5C)
        | ((word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080)
      if hits != 0 { return position &+ hits.trailingZeroBitCount >> 3 }
      position &+= 8
    }
  }

  private func escaped(_ first: Int, _ stop: Int) throws(JSONFault.Kind) -> Found {
    unescaped.removeAll()
    var (from, position) = (first, stop)
    while true {
      unescaped.append(text, from..<position)
      switch text[position] {
      case 0x22: return Found(content: 0..<unescaped.count, isUnescaped: true, end: position + 1)
      case 0x5C: from = try escape(at: position)
      case 0x0A: throw .cutOff
      default: throw .syntax(position: position, expected: "a character that is not a control code")
      }
      position = plainEnd(from: from)
    }
  }

  /// Adds what the escape at `start` stands for; the position behind it.
  private func escape(at start: Int) throws(JSONFault.Kind) -> Int {
    let simple: UInt8
    switch text[start + 1] {
    case 0x22, 0x5C, 0x2F: simple = text[start + 1]
    case 0x62: simple = 0x08
    case 0x66: simple = 0x0C
    case 0x6E: simple = 0x0A
    case 0x72: simple = 0x0D
    case 0x74: simple = 0x09
    case 0x75: return try unicodeEscape(at: start)
    default: throw .syntax(position: start, expected: "an escape of JSON")
    }
    unescaped.append(CollectionOfOne(simple))
    return start + 2
  }

  private func unicodeEscape(at start: Int) throws(JSONFault.Kind) -> Int {
    let flaw = JSONFault.Kind.syntax(position: start, expected: "an escape of a character")
    guard let unit = hexadecimal(at: start + 2) else { throw flaw }
    if let scalar = Unicode.Scalar(unit), scalar != "\0" {
      unescaped.append(Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter))
      return start + 6
    }
    // A character beyond 16 bits is two escapes, the first of which is no character.
    guard (0xD800...0xDBFF).contains(unit), text[start + 6] == 0x5C, text[start + 7] == 0x75,
      let low = hexadecimal(at: start + 8), (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(
        0x1_0000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
    else { throw flaw }
    unescaped.append(Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter))
    return start + 12
  }

  private func hexadecimal(at start: Int) -> UInt16? {
    var value: UInt16 = 0
    for offset in 0..<4 {
      let byte = text[start + offset]
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt16(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt16((byte | 0x20) - 0x57)
      default: return nil
      }
    }
    return value
  }

  /// The first position from `start` on that is no blank, tab or CR.
  @inline(__always)
  func skipBlanks(_ start: Int) -> Int {
    var position = start
    while text[position] == 0x20 || text[position] == 0x09 || text[position] == 0x0D {
      position &+= 1
    }
    return position
  }

  /// JSON has no leading zeros and wants a digit on both sides of the point.
  @inline(__always)
  func isJSON(_ number: DecimalNumber, _ start: Int) -> Bool {
    let first = text[start] == 0x2D ? start &+ 1 : start
    guard text[first] &- 0x30 < 10 else { return false }
    if text[first] == 0x30, text[first &+ 1] &- 0x30 < 10 { return false }
    if number.isInteger { return true }
    var position = first &+ 1
    while text[position] &- 0x30 < 10 { position &+= 1 }
    return text[position] != 0x2E || text[position &+ 1] &- 0x30 < 10
  }

  /// The fault of a line that has something else at `position`.
  func expected(_ what: String, _ position: Int) -> JSONFault.Kind {
    text[position] == 0x0A || position >= end
      ? .cutOff : .syntax(position: position, expected: what)
  }

  /// Whether `word` stands at `start`.
  func holds(_ word: StaticString, at start: Int) -> Bool {
    for (offset, byte) in word.description.utf8.enumerated() where text[start + offset] != byte {
      return false
    }
    return true
  }

  /// The high bit of the lowest zero byte is set; bits above it may be too.
  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
