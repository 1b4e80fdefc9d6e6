import Glibc

/// Where a path leads once every link on the way is followed.
package enum ResolvedPath {
  /// The absolute path without links, `.` and `..`; nil if there is nothing.
  package static func of(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(validatingCString: resolved)
  }
}
