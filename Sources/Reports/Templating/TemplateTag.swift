/// A tag of a template with its place. The engine is silent about names that nobody defines; this is
/// what the check of names reads.
struct TemplateTag: Equatable {
  enum Kind: Equatable { case name, partial }

  let kind: Kind
  let name: String
  /// From 1.
  let line: Int
  let column: Int

  /// All names and partials of a template in the usual `{{` delimiters.
  static func all(in text: String) -> [TemplateTag] {
    var tags: [TemplateTag] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      var rest = line
      while let open = rest.firstRange(of: "{{") {
        let column = line.distance(from: line.startIndex, to: open.lowerBound) + 1
        let inside = rest[open.upperBound...]
        guard let close = inside.firstRange(of: "}}") else { break }
        if let tag = TemplateTag(inside[..<close.lowerBound], line: index + 1, column: column) {
          tags.append(tag)
        }
        rest = inside[close.upperBound...]
      }
    }
    return tags
  }

  private init?(_ content: Substring, line: Int, column: Int) {
    self.line = line
    self.column = column
    let sigil = content.first ?? "!"
    // Comments, delimiters, pragmas and block names are not looked up in the model.
    if "!=%$".contains(sigil) { return nil }
    kind = sigil == ">" || sigil == "<" ? .partial : .name
    var body = content.drop { "#^/&{><".contains($0) || $0.isWhitespace }
    body = body.prefix { !$0.isWhitespace && $0 != "}" }
    // Of `count(rows)`, the name is what the brackets hold.
    if let inner = body.split(separator: "(").last { body = inner.prefix { $0 != ")" } }
    name = String(body)
  }
}
