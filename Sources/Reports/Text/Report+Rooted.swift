import Findings

/// Platforms read paths from the root of the repository; a run knows them from its working directory.
extension Report {
  /// The path from the root that the platform named, where the run was inside of it; else as it is.
  func rooted(_ path: String) -> String {
    let path = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    if path.hasPrefix("/") {
      guard let root = run.ci["root"], path.utf8.starts(with: (root + "/").utf8) else {
        return path
      }
      return String(decoding: path.utf8.dropFirst(root.utf8.count + 1), as: UTF8.self)
    }
    guard let folder = run.ci["folder"] else { return path }
    var names: [Substring] = folder.split(separator: "/")
    for name in path.split(separator: "/") where name != "." {
      if name != ".." {
        names.append(name)
      } else if names.popLast() == nil {
        return path
      }
    }
    return names.joined(separator: "/")
  }

  /// Where the finding was asked for, from the root.
  func place(of finding: Finding) -> SourceLocation? {
    finding.location.map { SourceLocation(file: rooted($0.file), line: $0.line) }
  }
}
