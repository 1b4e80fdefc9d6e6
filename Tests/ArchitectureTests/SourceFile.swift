import FoundationEssentials

/// A Swift file of this repository, as text and as code alone.
struct SourceFile: Sendable {
  /// The path below the repository's top, for example `Sources/Kernels/Sums.swift`.
  let path: String
  /// The file's lines as they are.
  let lines: [String]
  /// The same lines with comments and the contents of string literals blanked out.
  let code: [String]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    code = CodeMask.apply(to: text)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The file's name without folders and `.swift`.
  var name: String {
    String((path.split(separator: "/").last ?? "").dropLast(".swift".count))
  }

  /// How many lines there are; the empty piece after the last line feed is none.
  var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }
}

/// The repository that this test was compiled in.
enum Repository {
  /// The top folder, three levels above this file; `TOLLGATE_ARCHITECTURE_ROOT` names another
  /// checkout to look at.
  static var root: String {
    if let other = ProcessInfo.processInfo.environment["TOLLGATE_ARCHITECTURE_ROOT"] {
      return other
    }
    return "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  }

  /// Every path below `folder` (relative to the top), sorted, files and folders alike.
  static func paths(below folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)
      .map { folder + "/" + $0 }.sorted()
  }

  /// The names at the top.
  static func topLevel() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root).sorted()
  }

  /// Every Swift file below `Sources` and `Tests`, in order of path.
  static func swiftFiles() throws -> [SourceFile] {
    try (paths(below: "Sources") + paths(below: "Tests")).filter { $0.hasSuffix(".swift") }.map {
      let bytes = try Data(contentsOf: URL(filePath: root + "/" + $0))
      return SourceFile(path: $0, text: String(decoding: bytes, as: UTF8.self))
    }
  }
}
