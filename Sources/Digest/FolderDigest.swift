internal import Glibc
internal import Kernels

/// One SHA-256 for all files of a folder and the folders in it: the digest of the list that
///
///     find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum
///
/// hashes: for each file, in the order of the bytes of its relative path, the line
/// `SHA-256 of the contents, two blanks, relative path, line feed`. Links are followed to files, never
/// to folders, and count under their own name; whatever is neither file nor folder makes no digest.
struct FolderDigest {
  let sha256: String
  /// The sum over all files.
  let bytes: Int

  private static let mostFiles = 100_000
  private static let mostLevels = 32

  /// Nil when a file cannot be read, or there are too many of them.
  init?(path: String) {
    guard let files = FolderDigest.files(in: path) else { return nil }
    self.init(path: path, files: files, known: [:])
  }

  /// - Parameters:
  ///   - files: the relative paths, in order.
  ///   - known: by path, the digests of files that were read; those of others are taken from the path.
  ///
  /// Nil also where a known file is none of the folder's.
  init?(path: String, files: [String], known: [String: FileDigest]) {
    var list = SHA256()
    var total = 0
    var used: Set<String> = []
    for file in files {
      let place = "\(path)/\(file)"
      let names = known.isEmpty ? [] : [place, ResolvedPath.of(place) ?? place]
      let name = names.first { known[$0] != nil }
      if let name { used.insert(name) }
      guard let digest = name.flatMap({ known[$0] }) ?? FileDigest(path: place) else { return nil }
      total += digest.bytes
      let line = Array("\(digest.sha256)  \(file)\n".utf8)
      list.update(line, count: line.count)
    }
    guard used.count == known.count else { return nil }
    sha256 = FileDigest.hexadecimal(list.finish())
    bytes = total
  }

  /// The relative paths of all files, in the order of their bytes; nil if there are too many, or what is
  /// neither file nor folder.
  static func files(in path: String) -> [String]? {
    files(in: path, prefix: "", level: 0)?
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The relative paths of the files, in no order.
  private static func files(in path: String, prefix: String, level: Int) -> [String]? {
    guard level < mostLevels, let directory = unsafe opendir(path) else { return nil }
    defer { unsafe closedir(directory) }
    var files: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(validatingCString: $0)
        }
      }
      // A line feed in a name would make two lists look alike.
      guard let name, !name.contains("\n") else { return nil }
      if name == "." || name == ".." { continue }
      var own = stat()
      var target = stat()
      guard unsafe lstat("\(path)/\(name)", &own) == 0,
        unsafe stat("\(path)/\(name)", &target) == 0
      else { return nil }
      switch (own.st_mode & S_IFMT, target.st_mode & S_IFMT) {
      case (_, S_IFREG): files.append(prefix + name)
      case (S_IFDIR, _):
        guard
          let inner = Self.files(
            in: "\(path)/\(name)", prefix: "\(prefix)\(name)/", level: level + 1)
        else { return nil }
        files += inner
      case (S_IFLNK, S_IFDIR): continue
      default: return nil
      }
      guard files.count <= mostFiles else { return nil }
    }
    return files
  }
}
