/// The first byte of a text that cannot be there: NUL, or one that is not UTF-8.
package struct TextFlaw: Sendable, Equatable {
  package let position: Int
  package let isNUL: Bool

  /// Looks through `range`; nil if all of it is well-formed UTF-8 without NUL (Unicode 15, table
  /// 3-7).
  package static func first(in text: TextView, _ range: Range<Int>) -> TextFlaw? {
    var position = range.lowerBound
    while position < range.upperBound {
      if position + 8 <= range.upperBound, isASCIIWithoutNUL(text.word(at: position)) {
        position += 8
        continue
      }
      let length = sequenceLength(text, position, range.upperBound)
      guard length > 0 else { return TextFlaw(position: position, isNUL: text[position] == 0) }
      position += length
    }
    return nil
  }

  private static func isASCIIWithoutNUL(_ word: UInt64) -> Bool {
    ((word &- 0x0101_0101_0101_0101) | word) & 0x8080_8080_8080_8080 == 0
  }

  /// The length of the well-formed sequence at `position`, 0 if there is none.
  private static func sequenceLength(_ text: TextView, _ position: Int, _ end: Int) -> Int {
    let lead = text[position]
    let (length, second): (Int, ClosedRange<UInt8>)
    switch lead {
    case 0x01...0x7F: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard position + length <= end, second.contains(text[position + 1]) else { return 0 }
    for offset in 2..<max(2, length) where text[position + offset] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
