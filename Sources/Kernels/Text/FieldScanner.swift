/// Finds fields in delimited text.
package struct FieldScanner {
  let text: TextView
  /// Where the text must have ended.
  let end: Int
  let delimiter: UInt8
  let quote: UInt8?
  let maximumFieldBytes: Int
  private let delimiters: UInt64
  private let quotes: UInt64
  /// The last field with doubled quotes, with single ones.
  package let unescaped = TextBuffer()

  /// - Precondition: the byte before `end` is a line end.
  package init(_ text: TextView, end: Int, grammar: FieldGrammar) {
    self.text = text
    self.end = end
    delimiter = grammar.delimiter
    quote = grammar.quote
    maximumFieldBytes = grammar.maximumFieldBytes
    delimiters = UInt64(grammar.delimiter) &* 0x0101_0101_0101_0101
    // Without quotes, look for LF twice.
    quotes = UInt64(grammar.quote ?? 0x0A) &* 0x0101_0101_0101_0101
  }

  /// A field as found: where it ends, and where its content is.
  package struct Field {
    /// The position of the delimiter or line end behind the field.
    package let end: Int
    /// The content, in ``FieldScanner/unescaped`` if `isUnescaped`.
    package let content: Range<Int>
    package let isUnescaped: Bool
  }

  /// Why there is no field, and the byte at fault.
  package struct Flaw: Error {
    package let kind: RecordFault.Kind
    package let position: Int
  }

  /// Whether a field may end before `byte`.
  @inline(__always)
  func isBoundary(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0A || byte == 0x0D }

  /// The field that begins at `start`.
  @inline(__always)
  package func field(at start: Int) throws(Flaw) -> Field {
    if let quote, text[start] == quote { return try quotedField(at: start, quote) }
    let stop = try plainEnd(from: start)
    return Field(end: stop, content: start..<stop, isUnescaped: false)
  }

  @inline(__always)
  private func plainEnd(from start: Int) throws(Flaw) -> Int {
    var position = start
    while position < end {
      let word = text.word(at: position)
      let hits =
        FieldScanner.zeroBytes(word ^ delimiters) | FieldScanner.zeroBytes(word ^ quotes)
        | FieldScanner.zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A)
        | FieldScanner.zeroBytes(word ^ 0x0D0D_0D0D_0D0D_0D0D)
      if hits == 0 {
        position &+= 8
        continue
      }
      position &+= hits.trailingZeroBitCount >> 3
      if let quote, text[position] == quote { throw Flaw(kind: .strayQuote, position: position) }
      break
    }
    // Text ends with a line end, so this is one of a field that was cut off.
    if position >= end { throw Flaw(kind: .unterminatedQuote, position: start) }
    if position &- start > maximumFieldBytes { throw Flaw(kind: .fieldTooLong, position: start) }
    return position
  }

  private func quotedField(at start: Int, _ quote: UInt8) throws(Flaw) -> Field {
    guard var close = nextQuote(from: start + 1) else {
      throw Flaw(kind: .unterminatedQuote, position: start)
    }
    if text[close + 1] != quote || close + 1 >= end {
      return try closed(start, close, content: start + 1..<close, isUnescaped: false)
    }
    unescaped.removeAll()
    var from = start + 1
    while close + 1 < end, text[close + 1] == quote {
      unsafe unescaped.append(text.pointer(to: from..<close + 1))
      from = close + 2
      guard let next = nextQuote(from: from) else {
        throw Flaw(kind: .unterminatedQuote, position: start)
      }
      close = next
    }
    unsafe unescaped.append(text.pointer(to: from..<close))
    return try closed(start, close, content: 0..<unescaped.count, isUnescaped: true)
  }

  private func closed(
    _ start: Int, _ close: Int, content: Range<Int>, isUnescaped: Bool
  ) throws(Flaw) -> Field {
    guard close + 1 < end, isBoundary(text[close + 1]) else {
      throw Flaw(kind: .textAfterQuote, position: close + 1)
    }
    if content.count > maximumFieldBytes { throw Flaw(kind: .fieldTooLong, position: start) }
    return Field(end: close + 1, content: content, isUnescaped: isUnescaped)
  }

  private func nextQuote(from start: Int) -> Int? {
    var position = start
    while position < end {
      let hits = FieldScanner.zeroBytes(text.word(at: position) ^ quotes)
      if hits == 0 {
        position += 8
        continue
      }
      position += hits.trailingZeroBitCount >> 3
      return position < end ? position : nil
    }
    return nil
  }

  /// The high bit of the lowest zero byte is set; bits above it may be too.
  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
