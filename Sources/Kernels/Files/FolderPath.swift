import Glibc

/// The path of a folder that is opened for writing, and made where there is none.
///
/// What lies in the working directory may come from anybody who can propose a change, so no part of a path
/// in there may be a link: it would lead what is written, and what is removed, somewhere else. Above the working
/// directory links are the machine's own.
struct FolderPath {
  /// As the user gave it, without slashes at its end.
  let text: String
  /// Where the walk starts, and the names that it takes from there.
  private let start: String
  private let names: [String]

  init(_ path: String) {
    var text = path[...]
    while text.count > 1, text.last == "/" { text.removeLast() }
    self.text = String(text)
    let inside = Self.inWorkingDirectory(self.text)
    if let inside {
      start = "."
      names = inside.split(separator: "/").map(String.init)
    } else {
      let slash = text.lastIndex(of: "/") ?? text.startIndex
      start = slash == text.startIndex ? "/" : String(text[..<slash])
      names = [String(text[text.index(after: slash)...])]
    }
  }

  /// The part of a path below the working directory; nil for one that leads elsewhere.
  private static func inWorkingDirectory(_ path: String) -> String? {
    guard path.hasPrefix("/") else { return path }
    guard let here = ResolvedPath.of("."), here != "/", path.hasPrefix(here + "/") else {
      return nil
    }
    return String(path.dropFirst(here.count + 1))
  }

  /// A descriptor of the folder, which the caller closes.
  func open() throws(OutputFolder.Failure) -> Int32 {
    guard !text.isEmpty else {
      throw failure("no folder can be made there")
    }
    var folder = unsafe Glibc.open(start, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder < 0, errno == ENOENT, start != "." {
      folder = try FolderPath(start).open()
    }
    guard folder >= 0 else { throw failure(errno) }
    for name in names where name != "." && !name.isEmpty {
      let next = Self.enter(name, from: folder)
      let code = errno
      let isLink = next < 0 && Self.isLink(name, in: folder)
      _ = close(folder)
      guard next >= 0 else {
        throw isLink
          ? failure(
            "'\(name)' is a link, and reports go only into real folders; remove it, or name another "
              + "folder with --out") : failure(code)
      }
      folder = next
    }
    return folder
  }

  private func failure(_ problem: String) -> OutputFolder.Failure {
    OutputFolder.Failure(path: text, problem: problem)
  }

  private func failure(_ code: Int32) -> OutputFolder.Failure {
    failure("the folder cannot be made: \(OutputFolder.reason(code))")
  }

  /// The folder of that name, made if it is not there; negative on failure.
  private static func enter(_ name: String, from folder: Int32) -> Int32 {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    let found = unsafe openat(folder, name, flags)
    guard found < 0, errno == ENOENT else { return found }
    guard unsafe mkdirat(folder, name, 0o777) == 0 || errno == EEXIST else { return -1 }
    return unsafe openat(folder, name, flags)
  }

  private static func isLink(_ name: String, in folder: Int32) -> Bool {
    var status = stat()
    return unsafe fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0
      && status.st_mode & S_IFMT == S_IFLNK
  }
}
