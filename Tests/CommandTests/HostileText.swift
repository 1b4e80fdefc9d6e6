import Foundation

/// A text that wants to be a command of every log, to colour and to turn it, and to begin lines of its own.
enum HostileText {
  static let value =
    "::error::x\r\n::warning::y\n##vso[task.complete result=Succeeded]###[error]z\u{1B}[31m\u{1B}]0;t\u{7}"
    + "\u{9B}1m\u{202E}\u{2066}\u{85}\u{7F}\u{8}|=1"

  /// As a string of JSON, which a double-quoted scalar of YAML is too.
  static let quoted: String = {
    var text = "\""
    for unit in value.utf16 {
      text +=
        unit >= 0x20 && unit < 0x7F && unit != 0x22 && unit != 0x5C
        ? String(UnicodeScalar(UInt8(unit))) : String(format: "\\u%04x", unit)
    }
    return text + "\""
  }()

  /// As a cell of CSV.
  static let cell = "\"\(value)\""

  /// What of `text` acts on whoever shows it; nil for nothing. Commands of a platform are allowed where they
  /// begin as the given ones do.
  static func harm(
    in text: String, allowed: [String] = [], readsCommands: Bool = true
  ) -> String? {
    for scalar in text.unicodeScalars where scalar != "\n" && scalar != "\t" {
      switch scalar.value {
      case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x061C, 0x200E, 0x200F, 0x202A...0x202E,
        0x2066...0x2069, 0xFEFF:
        return "U+\(String(scalar.value, radix: 16))"
      default: continue
      }
    }
    guard readsCommands else { return nil }
    for line in text.components(separatedBy: "\n") {
      let start = allowed.first { line.hasPrefix($0) }
      let rest = start.map { String(line.dropFirst($0.count)) } ?? line
      // A command in front makes what is behind it its own text, but for Azure's.
      if start == nil, rest.trimmingCharacters(in: .whitespaces).hasPrefix("::") { return line }
      if start?.hasPrefix("::") != true,
        rest.range(of: "##[A-Za-z]*\\[", options: .regularExpression) != nil
      {
        return line
      }
    }
    return nil
  }
}
