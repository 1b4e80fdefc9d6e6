/// Values that no message may show.
package struct Secrets: Sendable {
  private let values: [String]

  /// Short values are no secrets, and would blank out half of a text.
  package init(_ values: [String]) {
    self.values = values.filter { $0.utf8.count >= 4 }.sorted { $0.utf8.count > $1.utf8.count }
  }

  /// `text` with every secret replaced by `***`.
  package func hidden(in text: String) -> String {
    values.reduce(text) { text, value in
      var pieces: [Substring] = []
      var rest = text[...]
      while let found = rest.firstRange(of: value) {
        pieces.append(rest[..<found.lowerBound])
        rest = rest[found.upperBound...]
      }
      return (pieces + [rest]).joined(separator: "***")
    }
  }

  /// The last lines of what a program or a server said, as one line that may stand in a message.
  func excerpt(_ text: String, lines: Int = 4, characters: Int = 500) -> String {
    let visible = hidden(in: text).split(whereSeparator: \.isNewline).map { line in
      String(
        line.map { $0.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } ? " " : $0 }
      )
      .trimmingBlanks
    }
    let last = visible.filter { !$0.isEmpty }.suffix(lines).joined(separator: " | ")
    return last.count > characters ? "…" + last.suffix(characters) : last
  }
}
