import Glibc

/// Paths that are there and match a pattern.
package enum MatchingPaths {
  /// The paths that match `pattern` (`*`, `?`, `[…]`), sorted by their bytes.
  package static func of(_ pattern: String) -> [String] {
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    guard unsafe glob(pattern, GLOB_NOSORT, nil, &found) == 0 else { return [] }
    var paths: [String] = []
    for index in unsafe 0..<Int(found.gl_pathc) {
      guard let path = unsafe found.gl_pathv[index] else { continue }
      unsafe paths.append(String(cString: path))
    }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
