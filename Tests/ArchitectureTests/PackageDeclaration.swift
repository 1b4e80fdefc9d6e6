/// A declaration that other targets can see: one that says `package`.
struct PackageDeclaration {
  /// The line of its first word, from 0.
  let line: Int
  /// `struct`, `func`, `let`, `init`, …
  let keyword: String
  /// What it declares; the keyword again for an initialiser or a subscript.
  let name: String
  /// Whether a documentation comment stands right above it, attributes between them aside.
  let isDocumented: Bool

  /// Whether it is a stored property of an instance.
  let isStored: Bool

  private static let keywords: Set<String> = [
    "struct", "class", "enum", "actor", "protocol", "func", "var", "let", "init", "subscript",
    "typealias", "associatedtype", "macro",
  ]
  private static let modifiers: Set<String> = [
    "package", "static", "final", "mutating", "nonmutating", "indirect", "lazy", "weak", "unowned",
    "override", "convenience", "required", "nonisolated", "consuming", "borrowing", "class",
    "infix", "prefix", "postfix", "dynamic", "distributed",
  ]

  /// Every declaration of `file` whose own line starts with modifiers, `package` among them.
  static func all(in file: SourceFile) -> [PackageDeclaration] {
    file.code.indices.compactMap { line in
      let words = words(of: file.code[line])
      guard let first = words.firstIndex(where: { !$0.hasPrefix("@") }) else { return nil }
      var isPackage = false
      for (position, word) in words.enumerated().dropFirst(first) {
        let next = position + 1 < words.count ? words[position + 1] : word
        // `class` is a modifier before `func` and `var`, and a keyword otherwise.
        if keywords.contains(word), word != "class" || !["func", "var"].contains(next) {
          guard isPackage else { return nil }
          return PackageDeclaration(
            line: line, keyword: word, name: next, isDocumented: isDocumented(line, of: file),
            isStored: ["let", "var"].contains(word) && file.code[line].hasPrefix(" ")
              && !words[..<position].contains("static") && !file.code[line].contains("{"))
        }
        guard modifiers.contains(word) || word.hasPrefix("private") || word == "set" else {
          return nil
        }
        isPackage = isPackage || word == "package"
      }
      return nil
    }
  }

  /// The words of a line: letters, digits, `_` and a leading `@`; an operator is one word too.
  private static func words(of line: String) -> [String] {
    line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "@" || "=<>+-*/".contains($0)) }
      .map(String.init)
  }

  private static func isDocumented(_ line: Int, of file: SourceFile) -> Bool {
    var above = line - 1
    while above >= 0 {
      let text = file.lines[above].drop { $0 == " " }
      if text.hasPrefix("///") || text.hasSuffix("*/") { return true }
      guard text.hasPrefix("@") || text.hasPrefix("#if") else { return false }
      above -= 1
    }
    return false
  }
}
