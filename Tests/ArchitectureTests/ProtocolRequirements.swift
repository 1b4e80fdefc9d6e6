/// The names that the protocols of `Sources` require, with their documentation there.
///
/// What conforms need not say it again; a name required anywhere counts everywhere, since text alone
/// does not show which type conforms to what.
enum ProtocolRequirements {
  /// Read once: the names of documented requirements of every protocol of this repository.
  static let names: Set<String> = {
    let files = (try? Repository.swiftFiles()) ?? []
    return files.filter { $0.path.hasPrefix("Sources/") }.reduce(into: []) { names, file in
      names.formUnion(Self.names(in: file))
    }
  }()

  /// The names of the documented `func`, `var` and `subscript` requirements of the protocols in `file`.
  static func names(in file: SourceFile) -> Set<String> {
    var names: Set<String> = []
    var depth = 0
    var protocolDepth: Int?
    for (line, code) in file.code.enumerated() {
      if protocolDepth == nil, code.holds(token: "protocol"), code.contains("{") {
        protocolDepth = depth + 1
      } else if depth == protocolDepth, let name = requirement(code), isDocumented(line, of: file) {
        names.insert(name)
      }
      for character in code {
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
      }
      if let inside = protocolDepth, depth < inside { protocolDepth = nil }
    }
    return names
  }

  private static func requirement(_ code: String) -> String? {
    let words = code.split { !$0.isWord }.map(String.init)
    guard let keyword = words.firstIndex(where: { ["func", "var", "subscript"].contains($0) })
    else {
      return nil
    }
    return words[keyword] == "subscript" ? "subscript" : words.dropFirst(keyword + 1).first
  }

  private static func isDocumented(_ line: Int, of file: SourceFile) -> Bool {
    line > 0 && file.lines[line - 1].drop { $0 == " " }.hasPrefix("///")
  }
}
