import Glibc

/// A folder that one process at a time fills, each file whole or not at all.
///
/// Everything goes through one descriptor, so a link that appears on the way later leads nowhere else. The
/// lock is the descriptor's: it goes with the process, however that ends, and leaves no file behind.
package final class OutputFolder: Sendable {
  /// The path as the user gave it, without slashes at its end.
  package let path: String
  /// False where the file system knows no locks, so that nothing keeps two processes apart.
  package let isLocked: Bool
  private let descriptor: Int32

  /// Why something cannot be written.
  package struct Failure: Error, Equatable {
    /// The file or folder, by the user's path.
    package let path: String
    package let problem: String
  }

  /// Opens the folder, makes it where there is none, and locks it.
  ///
  /// - Throws: for a path that leads through a link of the working directory or ends at one, for what is no
  ///   folder, and for a folder that another process has locked.
  package init(path: String) throws(Failure) {
    let folder = FolderPath(path)
    self.path = folder.text
    let descriptor = try folder.open()
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else {
      (self.descriptor, isLocked) = (descriptor, true)
      return
    }
    guard errno != EWOULDBLOCK else {
      _ = close(descriptor)
      throw Failure(
        path: folder.text,
        problem:
          "another run writes its reports there; wait for it, or name another folder with --out")
    }
    (self.descriptor, isLocked) = (descriptor, false)
  }

  /// A folder that is open already and that nobody else knows.
  init(holding descriptor: Int32, at path: String) {
    (self.descriptor, self.path, isLocked) = (descriptor, path, false)
  }

  deinit { _ = close(descriptor) }

  /// Hands out the descriptor, which stays the folder's.
  func withDescriptor<Result>(_ body: (Int32) -> Result) -> Result { body(descriptor) }

  /// A descriptor of the folder above, which the caller closes; negative on failure.
  func openParent() -> Int32 {
    unsafe openat(descriptor, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  }

  /// Whether it is the entry `name` of another folder, and no link to it.
  func isEntry(_ name: String, of parent: Int32) -> Bool {
    var (own, other) = (stat(), stat())
    return unsafe fstat(descriptor, &own) == 0
      && fstatat(parent, name, &other, AT_SYMLINK_NOFOLLOW) == 0
      && own.st_ino == other.st_ino && own.st_dev == other.st_dev
  }

  /// Whether it is the working directory or one above it: then it holds more than what is written here.
  package var holdsWorkingDirectory: Bool {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return false }
    guard let start = ResolvedPath.of(".") else { return false }
    var above = Substring(start)
    while true {
      var other = stat()
      if unsafe stat(above.isEmpty ? "/" : String(above), &other) == 0,
        other.st_ino == status.st_ino, other.st_dev == status.st_dev
      {
        return true
      }
      guard let slash = above.lastIndex(of: "/") else { return false }
      above = above[..<slash]
    }
  }

  /// Whether `path` is a file of this folder that is called one of `names`.
  package func holds(_ path: String, as names: [String]) -> Bool {
    guard let resolved = ResolvedPath.of(path), let slash = resolved.lastIndex(of: "/"),
      names.contains(String(resolved[resolved.index(after: slash)...]))
    else { return false }
    var (own, other) = (stat(), stat())
    let parent = slash == resolved.startIndex ? "/" : String(resolved[..<slash])
    return unsafe fstat(descriptor, &own) == 0 && stat(parent, &other) == 0
      && own.st_ino == other.st_ino && own.st_dev == other.st_dev
  }

  /// Removes the files of these names, and what a process that was killed left of them. A link goes, not what
  /// it leads to. One that cannot go keeps none of the others there.
  package func remove(_ names: [String]) throws(Failure) {
    var failure: Failure?
    for name in names {
      _ = unlink(Self.draft(of: name))
      let code = unlink(name)
      guard code != 0, code != ENOENT, failure == nil else { continue }
      failure = Failure(path: "\(path)/\(name)", problem: Self.removal(code))
    }
    if let failure { throw failure }
  }

  /// Writes all files, and only then gives them their names, the last one last. Where one cannot be written,
  /// none gets its name.
  package func put(_ files: [(name: String, text: String)]) throws(Failure) {
    defer { for file in files { _ = unlink(Self.draft(of: file.name)) } }
    for file in files { try write(file.text, to: file.name) }
    for file in files {
      let draft = Self.draft(of: file.name)
      guard unsafe renameat(descriptor, draft, descriptor, file.name) == 0 else {
        throw Failure(path: "\(path)/\(file.name)", problem: Self.writing(errno))
      }
    }
  }

  /// A file's name while it is being written.
  private static func draft(of name: String) -> String { ".\(name).part" }

  /// 0, or the system's error.
  private func unlink(_ name: String) -> Int32 {
    unsafe unlinkat(descriptor, name, 0) == 0 ? 0 : errno
  }

  private func write(_ text: String, to name: String) throws(Failure) {
    let draft = Self.draft(of: name)
    _ = unlink(draft)
    let file = unsafe openat(
      descriptor, draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      throw Failure(path: "\(path)/\(name)", problem: Self.writing(errno))
    }
    var code = Self.write(Array(text.utf8), to: file)
    // Some file systems tell only here that the disk is full.
    if close(file) != 0, code == 0 { code = errno }
    guard code == 0 else { throw Failure(path: "\(path)/\(name)", problem: Self.writing(code)) }
  }

  /// 0, or the system's error.
  private static func write(_ bytes: [UInt8], to file: Int32) -> Int32 {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes[done...].withUnsafeBytes {
        unsafe Glibc.write(file, $0.baseAddress, $0.count)
      }
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        return count == 0 ? EIO : errno
      }
    }
    return 0
  }

  private static func writing(_ code: Int32) -> String {
    code == EISDIR || code == EEXIST || code == ENOTEMPTY
      ? "a folder stands where a file is needed; remove it"
      : "the file cannot be written: \(reason(code))"
  }

  private static func removal(_ code: Int32) -> String {
    code == EISDIR
      ? "a folder stands where a file is needed; remove it"
      : "the file of an earlier run cannot be removed: \(reason(code))"
  }

  /// What the system means, in words that say what to do about it.
  static func reason(_ code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "permission is denied"
    case ENOSPC: "the disk is full"
    case EDQUOT: "the quota of the disk is used up"
    case EFBIG: "the file would be larger than may be"
    case EROFS: "the file system is read-only"
    case ENOENT: "no folder can be made there"
    case ENOTDIR, EEXIST: "a file stands where a folder is needed"
    case ENAMETOOLONG: "the name is too long"
    case ELOOP: "links lead to one another without an end"
    case EMFILE, ENFILE: "too many files are open"
    case EIO: "the disk has an error"
    default: ReadableFile.Failure(code: code).reason
    }
  }
}
