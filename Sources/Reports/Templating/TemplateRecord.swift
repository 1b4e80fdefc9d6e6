import Mustache

/// What a template sees: names with values. Every record has all of its names, because a template
/// engine looks for a missing one further out and would find another record's.
struct TemplateRecord: Sendable {
  enum Value: Sendable {
    /// From data; the engine escapes it. An empty one counts as absent.
    case text(String)
    /// Made by this module and safe as it is, for `{{{name}}}`.
    case markup(String)
    case flag(Bool)
    case list([TemplateRecord])
  }

  private(set) var values: [String: Value]

  init(_ values: [String: Value]) {
    self.values = values
  }
}

extension TemplateRecord: MustacheParent {
  func child(named name: String) -> Any? {
    switch values[name] {
    case .text(let text)?: text.isEmpty ? AbsentText() : MarkupBoundaries.separate(text)
    case .markup(let markup)?: markup.isEmpty ? AbsentText() : markup
    case .flag(let flag)?: flag
    case .list(let records)?: records
    case nil: nil
    }
  }
}

/// Nothing to show: an empty text that a section takes for false.
private struct AbsentText: MustacheCustomRenderable {
  var renderText: String { "" }
  var isNull: Bool { true }
}

/// The engine escapes character by character, and a quote with a combining accent is one character
/// that it does not know: the quote would get through and end an attribute.
enum MarkupBoundaries {
  /// Puts a zero width space, which joins with nothing, around each markup character that would
  /// otherwise be part of a longer character.
  static func separate(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var result = ""
    for character in text {
      let scalars = character.unicodeScalars
      guard scalars.count > 1, scalars.contains(where: isMarkup) else {
        result.append(character)
        continue
      }
      for scalar in scalars {
        if isMarkup(scalar) { result += "\u{200B}\(scalar)\u{200B}" } else { result += "\(scalar)" }
      }
    }
    return result
  }

  private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "<" || scalar == ">" || scalar == "&" || scalar == "\"" || scalar == "'"
  }
}
