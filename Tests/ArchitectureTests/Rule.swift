import Testing

/// Something that every source file keeps, told by looking at its text.
struct Rule: Sendable, CustomTestStringConvertible {
  /// A few words, in the message of every violation.
  let name: String
  /// Why it is a rule; in the message too.
  let because: String
  /// Where it holds: `Sources/`, `Tests/`, or both.
  var folders = ["Sources/"]
  /// Files or folders that may break it, each with its reason.
  var allowed: [String: String] = [:]
  /// The lines of a file (from 0; nil for the whole file) that break it, each with what is there.
  let violations: @Sendable (SourceFile) -> [(line: Int?, what: String)]

  var testDescription: String { name }

  /// `path:line: what is there`, for every place in `files` where the rule is broken.
  func broken(in files: [SourceFile]) -> [String] {
    files.filter { applies(to: $0.path) }.flatMap { file in
      violations(file).map { violation in
        let place = violation.line.map { "\(file.path):\($0 + 1)" } ?? file.path
        return "\(place): \(violation.what)"
      }
    }
  }

  func applies(to path: String) -> Bool {
    folders.contains { path.hasPrefix($0) } && !allowed.keys.contains { path.hasPrefix($0) }
  }
}

extension Rule {
  /// No line of code holds one of `tokens`, words being whole words.
  static func forbids(
    _ tokens: [String], name: String, because: String, folders: [String] = ["Sources/"],
    allowed: [String: String] = [:]
  ) -> Rule {
    Rule(name: name, because: because, folders: folders, allowed: allowed) { file in
      file.code.enumerated().flatMap { line, code in
        tokens.filter { code.holds(token: $0) }.map { (line, "'\($0)'") }
      }
    }
  }
}

extension String {
  /// Whether `token` is here with no letter, digit or `_` running on at those ends where it has one.
  func holds(token: String) -> Bool {
    var rest = self[...]
    while let found = rest.firstRange(of: token) {
      let before = found.lowerBound == startIndex ? nil : self[index(before: found.lowerBound)]
      let after = found.upperBound == endIndex ? nil : self[found.upperBound]
      if !(token.first?.isWord == true && before?.isWord == true),
        !(token.last?.isWord == true && after?.isWord == true)
      {
        return true
      }
      rest = rest[found.upperBound...]
    }
    return false
  }
}

extension Character {
  /// Whether the character can be part of a name.
  var isWord: Bool { isLetter || isNumber || self == "_" }
}
