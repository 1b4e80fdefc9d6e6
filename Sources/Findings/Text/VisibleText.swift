/// Text from data, made safe to show: what would act on a terminal, a parser or the reader's eye
/// becomes visible instead.
package enum VisibleText {
  /// Drops ANSI sequences; every other control character, every scalar that XML 1.0 forbids, and the
  /// bidirectional controls (which make text read differently from what it is) become `\u{1B}`.
  /// Line feeds and tabs stay.
  package static func clean(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x09 }) { return text }
    let scalars = Array(text.unicodeScalars)
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var sequences = ControlSequences(scalars)
    var position = 0
    while position < scalars.count {
      let scalar = scalars[position]
      if scalar == "\u{1B}" || scalar == "\u{9B}", let after = sequences.end(from: position) {
        position = after
        continue
      }
      position += 1
      // CR LF is one line end.
      if scalar == "\r", position < scalars.count, scalars[position] == "\n" { continue }
      if isHidden(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result.append(contentsOf: "\\u{\(digits)}".utf8)
      } else {
        result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The same on one line, no longer than `limit` characters; a cut shows as `…`.
  package static func line(_ text: String, limit: Int = .max) -> String {
    if text.utf8.count <= limit, isPlainLine(text) { return text }
    let joined = clean(cut(text, limit)).split(whereSeparator: \.isWhitespace).joined(
      separator: " ")
    return cut(joined, limit)
  }

  /// The first `limit` characters; a cut shows as `…`.
  package static func cut(_ text: String, _ limit: Int) -> String {
    // A character may be any number of scalars (a tower of accents), so scalars are what is counted.
    if text.utf8.count <= limit { return text }
    let scalars = text.unicodeScalars
    guard
      let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return text }
    return String(String.UnicodeScalarView(scalars[..<end])) + "…"
  }

  /// Whether the text is words of printable ASCII with single spaces between them, as most are.
  private static func isPlainLine(_ text: String) -> Bool {
    var previous = UInt8(ascii: " ")
    for byte in text.utf8 {
      guard byte >= 0x20, byte < 0x7F, byte != 0x20 || previous != 0x20 else { return false }
      previous = byte
    }
    return previous != 0x20
  }

  /// Whether the scalar acts on a terminal, a parser or the reader's eye and must not stand as it is.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFFFE, 0xFFFF: true
    // Bidirectional marks, embeddings, overrides and isolates.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    // Byte order mark, tags, and the noncharacters at the end of each plane.
    case 0xFEFF, 0xFDD0...0xFDEF, 0xE0000...0xE007F: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
