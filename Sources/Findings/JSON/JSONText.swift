/// JSON as text with one spelling for each value: sorted keys, two spaces, shortest numbers.
package enum JSONText {
  /// The text of a document, with a newline at the end.
  ///
  /// Keys are sorted by their UTF-8 bytes, so no hash table and no locale has a say. A number that
  /// is not finite breaks the promise of `JSONValue` and is written as `null`.
  package static func document(_ value: JSONValue) -> String {
    var text = ""
    write(value, indent: 0, to: &text)
    text += "\n"
    return text
  }

  /// The shortest decimal text that reads back as the same number; whole numbers without a point.
  package static func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    // Whole numbers up to 2^53 are exact, and `5` is what a reader of a count expects.
    if value.magnitude <= 9_007_199_254_740_992, value == value.rounded(.towardZero) {
      return value == 0 ? (value.sign == .minus ? "-0.0" : "0") : String(Int64(value))
    }
    return value.description
  }

  /// A string literal. Control characters are escaped; so are U+2028 and U+2029, which older
  /// JavaScript takes for line ends.
  package static func string(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  private static func write(_ value: JSONValue, indent: Int, to text: inout String) {
    switch value {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .number(let number): text += self.number(number)
    case .string(let string): text += self.string(string)
    case .array(let elements) where elements.isEmpty: text += "[]"
    case .object(let members) where members.isEmpty: text += "{}"
    case .array(let elements):
      // A row of plain numbers, such as a point of a curve, stays on its line.
      if elements.allSatisfy(\.isNumber) {
        text += "[" + elements.map(inlineNumber).joined(separator: ", ") + "]"
        return
      }
      text += "["
      for (index, element) in elements.enumerated() {
        text += index == 0 ? "\n" : ",\n"
        text += String(repeating: "  ", count: indent + 1)
        write(element, indent: indent + 1, to: &text)
      }
      text += "\n" + String(repeating: "  ", count: indent) + "]"
    case .object(let members):
      text += "{"
      let keys = members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      for (index, key) in keys.enumerated() {
        text += index == 0 ? "\n" : ",\n"
        text += String(repeating: "  ", count: indent + 1)
        text += string(key) + ": "
        write(members[key] ?? .null, indent: indent + 1, to: &text)
      }
      text += "\n" + String(repeating: "  ", count: indent) + "}"
    }
  }

  private static func inlineNumber(_ value: JSONValue) -> String {
    if case .number(let number) = value { self.number(number) } else { "null" }
  }
}

extension JSONValue {
  var isNumber: Bool {
    if case .number = self { true } else { false }
  }
}
