/// Text for a stream, which a terminal or a CI system reads line by line: nothing in it is a command.
///
/// GitHub's runner takes `::error::` at the start of a line, behind any blanks, for a command; its old
/// form, Azure's agent and TeamCity take `##[`, `##vso[` and `##teamcity[` wherever they stand. A
/// character without width between the two signs takes that from them and changes nothing for the eye.
package enum LogText {
  private static let number = UInt8(ascii: "#")
  private static let colon = UInt8(ascii: ":")
  /// U+200B.
  private static let gap: [UInt8] = [0xE2, 0x80, 0x8B]

  /// A text from data in a line of ours: on one line, and no command wherever it comes to stand.
  package static func line(_ text: String, limit: Int = .max) -> String {
    separated(VisibleText.line(text, limit: limit)) { _, _ in true }
  }

  /// Any text with its line ends and tabs: whatever it holds, no line of it acts.
  package static func inert(_ text: String) -> String {
    separated(VisibleText.clean(text), beginsCommand)
  }

  /// Whether the text, written to a stream as it is, would act on whoever shows it.
  package static func acts(_ text: String) -> Bool { inert(text) != text }

  /// A document whose strings are exactly what they are, with escapes for all that acts.
  package static func json(_ value: JSONValue) -> String {
    // Neither signs in pairs nor hidden characters stand anywhere but in strings.
    var text = String.UnicodeScalarView()
    var last: Unicode.Scalar = "\n"
    for scalar in JSONText.document(value).unicodeScalars {
      if VisibleText.isHidden(scalar) || scalar == last && (scalar == "#" || scalar == ":") {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text.append(
            contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
              .unicodeScalars)
        }
        last = "\n"
      } else {
        text.append(scalar)
        last = scalar
      }
    }
    return String(text)
  }

  /// A double-quoted scalar of YAML that is read back as exactly this text, with escapes for all that acts.
  package static func yaml(_ text: String) -> String {
    var quoted = "\""
    var last: Unicode.Scalar = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "\"": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "#" where last == "#", ":" where last == ":", _ where VisibleText.isHidden(scalar):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
      last = scalar
    }
    return quoted + "\""
  }

  /// With a gap between two number signs or colons, where `isCommand` says so of the first one's place.
  private static func separated(
    _ text: String, _ isCommand: (_ bytes: [UInt8], _ place: Int) -> Bool
  ) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var kept = 0
    for place in bytes.indices.dropFirst() where bytes[place] == bytes[place - 1] {
      guard bytes[place] == number || bytes[place] == colon, isCommand(bytes, place - 1) else {
        continue
      }
      result += bytes[kept..<place]
      result += gap
      kept = place
    }
    return kept == 0 ? text : String(decoding: result + bytes[kept...], as: UTF8.self)
  }

  /// Two colons with nothing but blanks in front of them on their line, or `##` with letters and a
  /// bracket behind it.
  private static func beginsCommand(_ bytes: [UInt8], _ place: Int) -> Bool {
    if bytes[place] == number {
      let word = bytes[(place + 2)...].prefix { (0x41...0x5A).contains($0 & 0xDF) }
      return word.endIndex < bytes.endIndex && bytes[word.endIndex] == UInt8(ascii: "[")
    }
    // No more than this is looked at, so that a line of colons takes no square of its length.
    let start = max(0, place - blanks)
    let line = bytes[start..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? start
    return String(decoding: bytes[line..<place], as: UTF8.self).unicodeScalars.allSatisfy {
      // A cut may leave half a blank.
      $0.properties.isWhitespace || $0 == "\u{FFFD}"
    }
  }

  private static let blanks = 64
}
