import Glibc

/// What a folder holds.
package enum FolderListing {
  /// A file or folder in a folder; links are followed.
  package struct Entry: Sendable, Equatable {
    package let name: String
    package let isFolder: Bool
  }

  /// Whether `path` leads to a folder.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether an entry of the folder at `path` has a name that `isWanted`, however many there are; nil if the
  /// folder cannot be read.
  package static func holds(_ path: String, where isWanted: (String) -> Bool) -> Bool? {
    guard let folder = unsafe opendir(path) else { return nil }
    defer { unsafe closedir(folder) }
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          unsafe String(validatingCString: $0)
        }
      }
      if let name, name != ".", name != "..", isWanted(name) { return true }
    }
    return false
  }

  /// The files and folders in the folder at `path`, at most `limit`, in the order of their names' bytes.
  /// A name that is not UTF-8 is a failure, as no message could name it.
  package static func entries(
    of path: String, limit: Int
  ) throws(ReadableFile.Failure) -> [Entry] {
    guard let folder = unsafe opendir(path) else { throw ReadableFile.Failure(code: errno) }
    defer { unsafe closedir(folder) }
    var entries: [Entry] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          unsafe String(validatingCString: $0)
        }
      }
      guard let name else { throw ReadableFile.Failure(code: EILSEQ) }
      if name == "." || name == ".." { continue }
      guard entries.count < limit else { throw .tooManyEntries(limit) }
      entries.append(Entry(name: name, isFolder: isFolder(path + "/" + name)))
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
