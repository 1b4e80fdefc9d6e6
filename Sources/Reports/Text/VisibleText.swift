/// Text from data, made safe to show: what would act on a terminal, a parser or the reader's eye
/// becomes visible instead.
enum VisibleText {
  /// Drops ANSI sequences; every other control character, every scalar that XML 1.0 forbids, and the
  /// bidirectional controls (which make text read differently from what it is) become `\u{1B}`.
  /// Line feeds and tabs stay.
  static func clean(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x09 }) { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if scalar == "\u{1B}" || scalar == "\u{9B}", let after = endOfSequence(rest) {
        rest = rest[after...]
        continue
      }
      rest = rest.dropFirst()
      // CR LF is one line end.
      if scalar == "\r", rest.first == "\n" { continue }
      if isHidden(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result.append(contentsOf: "\\u{\(digits)}".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The same on one line, no longer than `limit` characters; a cut shows as `…`.
  static func line(_ text: String, limit: Int = .max) -> String {
    let joined = clean(cut(text, limit)).split(whereSeparator: \.isWhitespace).joined(
      separator: " ")
    return cut(joined, limit)
  }

  /// The first `limit` characters; a cut shows as `…`.
  static func cut(_ text: String, _ limit: Int) -> String {
    // A character may be any number of scalars (a tower of accents), so scalars are what is counted.
    if text.utf8.count <= limit { return text }
    let scalars = text.unicodeScalars
    guard
      let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return text }
    return String(String.UnicodeScalarView(scalars[..<end])) + "…"
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
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

  /// Behind the control sequence (ECMA-48 CSI, OSC and their kin) that `text` begins with.
  private static func endOfSequence(_ text: Substring.UnicodeScalarView) -> String.Index? {
    var rest = text.dropFirst()
    guard let kind = text.first == "\u{9B}" ? "[" : rest.first else { return nil }
    if text.first != "\u{9B}" { rest = rest.dropFirst() }
    switch kind {
    case "[":
      while let next = rest.first, (0x20...0x3F).contains(next.value) { rest = rest.dropFirst() }
      guard let final = rest.first, (0x40...0x7E).contains(final.value) else { return nil }
      return rest.dropFirst().startIndex
    case "]", "P", "X", "^", "_":
      // A string that ends with BEL or ESC \. One without an end is looked at only so far: a text
      // of nothing but beginnings would otherwise take quadratic time.
      rest = rest.prefix(512)
      while let next = rest.first {
        rest = rest.dropFirst()
        if next == "\u{7}" { return rest.startIndex }
        if next == "\u{1B}", rest.first == "\\" { return rest.dropFirst().startIndex }
      }
      return nil
    default:
      return (0x30...0x7E).contains(kind.value) ? rest.startIndex : nil
    }
  }
}
