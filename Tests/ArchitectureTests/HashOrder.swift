/// Finds walks over dictionaries and sets whose order may reach an output.
enum HashOrder {
  /// A walk is fine if its line, or one of the three after it, sorts; or if a comment on it or right
  /// above says `any order`, with the reason.
  static func walks(in file: SourceFile) -> [(line: Int?, what: String)] {
    let names = hashedNames(in: file)
    return file.code.indices.compactMap { line in
      guard let what = walk(in: file.code[line], over: names) else { return nil }
      let near = file.code[line..<min(line + 4, file.code.count)]
      let isSorted = near.contains { $0.contains("sorted") || $0.contains(".sort(") }
      let comments = file.lines[max(0, line - 1)...line]
      let isExcused = comments.contains { $0.contains("any order") }
      return isSorted || isExcused ? nil : (line, what)
    }
  }

  private static func walk(in code: String, over names: Set<String>) -> String? {
    for suffix in [".keys {", ".keys.map", ".keys.joined", ".keys)", ".keys.first"]
    where code.contains(suffix) && (suffix != ".keys)" || code.contains("Array(")) {
      return "'\(suffix)'"
    }
    let words = code.split(separator: " ")
    guard words.first == "for", let position = words.firstIndex(of: "in"),
      position + 1 < words.count, names.contains(String(words[position + 1]))
    else { return nil }
    return "a loop over '\(words[position + 1])', which has no order"
  }

  /// The names that the file declares as `name: [Key: Value]`, `name: Set<…>`, `name = [:]`.
  private static func hashedNames(in file: SourceFile) -> Set<String> {
    var names: Set<String> = []
    for code in file.code {
      for marker in [": Set<", ": [", ": Dictionary<", " = Set("] {
        guard let found = code.firstRange(of: marker) else { continue }
        let name = String(code[..<found.lowerBound].reversed().prefix { $0.isWord }.reversed())
        let isArray = marker == ": [" && !isDictionary(code[found.upperBound...])
        if !name.isEmpty, !isArray { names.insert(name) }
      }
    }
    return names
  }

  /// Whether the bracket just opened has a colon before it closes, at its own depth.
  private static func isDictionary(_ rest: Substring) -> Bool {
    var depth = 0
    for character in rest {
      if character == "[" || character == "(" { depth += 1 }
      if character == "]" || character == ")" {
        if depth == 0 { return false }
        depth -= 1
      }
      if character == ":", depth == 0 { return true }
    }
    return false
  }
}
