/// A small text that stands in a repository for a file that lies elsewhere: what Git LFS and DVC
/// leave behind where nobody has fetched the file.
package struct FilePointer: Sendable, Equatable {
  /// Who keeps the file.
  package enum Keeper: Sendable { case gitLFS, dvc }

  package let keeper: Keeper
  /// The file's size and digest, as the pointer states them.
  package let size: Int?
  package let digest: String?
  /// The file's own name, where the pointer says it (DVC).
  package let name: String?

  /// Pointers are a few lines; whatever is longer is a file of its own.
  private static let limit = 4096

  /// The pointer that a file with these first bytes is; nil for any other file.
  package init?(beginning: some Collection<UInt8>) {
    let bytes = Array(beginning.prefix(FilePointer.limit))
    if bytes.starts(with: "version https://git-lfs.github.com/spec/".utf8) {
      self.init(gitLFS: FilePointer.lines(bytes))
    } else if bytes.count < FilePointer.limit {
      self.init(dvc: FilePointer.lines(bytes))
    } else {
      return nil
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
  }

  private init(gitLFS lines: [Substring]) {
    keeper = .gitLFS
    name = nil
    let values = lines.map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
    func value(_ key: String) -> String? { values.first { $0.count == 2 && $0[0] == key }?[1] }
    size = value("size").flatMap { Int($0) }
    let parts = value("oid")?.split(separator: ":").map(String.init) ?? []
    digest = parts.count == 2 ? "\(parts[0]) \(parts[1].prefix(8))…" : nil
  }

  /// `outs:` and one list of what it brings, as `dvc add` writes it.
  private init?(dvc lines: [Substring]) {
    guard let outs = lines.firstIndex(where: { $0 == "outs:" }) else { return nil }
    var values: [String: String] = [:]
    for line in lines[(outs + 1)...] {
      guard line.first == "-" || line.first == " " else { break }
      let words = line.drop { $0 == "-" || $0 == " " }.split(separator: ":", maxSplits: 1)
      guard words.count == 2 else { continue }
      let text = words[1].filter { !" '\"".contains($0) }
      if values[String(words[0])] == nil { values[String(words[0])] = text }
    }
    guard let path = values["path"] else { return nil }
    keeper = .dvc
    name = path
    size = values["size"].flatMap { Int($0) }
    digest = values["md5"].map { "md5 \($0.prefix(8))…" }
  }
}

extension FilePointer: CustomStringConvertible {
  /// The rest of a sentence that begins with the pointer's path: what it is, and the command that
  /// brings the file.
  package var description: String {
    let facts = [size.map { "\(FilePointer.grouped($0)) bytes" }, digest].compactMap { $0 }
    let stated = facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))"
    return switch keeper {
    case .gitLFS:
      "is a Git LFS pointer\(stated), not the file itself; run 'git lfs pull', or set 'lfs: true' "
        + "at actions/checkout"
    case .dvc:
      "is a DVC pointer to '\(name ?? "")'\(stated), not the file itself; run 'dvc pull' and name "
        + "'\(name ?? "")' instead"
    }
  }

  /// `12,345`.
  private static func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number).reversed().enumerated() {
      if place > 0, place % 3 == 0, digit != "-" { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// What can be done about a file that is absent while its pointer of DVC is there; nil where it is
  /// not.
  package static func absent(at path: String) -> String? {
    guard ResolvedPath.of(path) == nil, ResolvedPath.of(path + ".dvc") != nil else { return nil }
    return "is not there, but '\(path).dvc' is; run 'dvc pull \(path).dvc'"
  }
}
