import Kernels

/// A table in several files, as Spark, polars and DuckDB write it: a folder of parts, perhaps in folders
/// named `key=value`, each of which is a column.
struct PartFolder {
  /// A file with rows, and the values that its folders give to all of them.
  struct Part {
    let path: String
    /// The path from the folder on, for messages.
    let name: String
    /// In the order of the folders; nil is a missing value.
    let values: [(key: String, value: String?)]
  }

  /// In the order of their names, which is the order of rows.
  let parts: [Part]

  private static let deepest = Limits.Tables.folderLevels

  /// Finds the parts in the folder at `path`. Names that begin with `_` or `.` are no parts: writers
  /// put marks and checksums there.
  ///
  /// - Parameter limit: The most parts, and the most entries of a folder.
  init(_ path: String, limit: Int) throws(TableError) {
    var found: [Part] = []
    try PartFolder.collect(path, "", [], 0, limit, &found)
    guard let first = found.first else {
      throw .refused(found: "a folder without part files", instead: "name a table")
    }
    for part in found where part.values.map(\.key) != first.values.map(\.key) {
      throw .partsDiffer(
        part: part.name, first: first.name, problem: "its folders have other keys")
    }
    parts = found
  }

  private static func collect(
    _ path: String, _ name: String, _ values: [(key: String, value: String?)], _ depth: Int,
    _ limit: Int, _ found: inout [Part]
  ) throws(TableError) {
    guard depth <= deepest else {
      throw .unreadable(reason: "folders are nested more than \(deepest) deep")
    }
    let entries: [FolderListing.Entry]
    do throws(ReadableFile.Failure) {
      entries = try FolderListing.entries(of: path, limit: limit)
    } catch {
      throw .unreadable(reason: error.reason)
    }
    for entry in entries where !entry.name.hasPrefix("_") && !entry.name.hasPrefix(".") {
      let inner = path + "/" + entry.name
      let innerName = name.isEmpty ? entry.name : name + "/" + entry.name
      if entry.isFolder {
        let value = try partition(entry.name, innerName)
        if values.contains(where: { $0.key == value.key }) {
          throw .malformed(
            place: "folder '\(innerName)'", problem: "the key '\(value.key)' is there twice")
        }
        try collect(inner, innerName, values + [value], depth + 1, limit, &found)
      } else {
        found.append(Part(path: inner, name: innerName, values: values))
        guard found.count <= limit else {
          throw .unreadable(reason: "there are more than \(limit) part files, which is the limit")
        }
      }
    }
  }

  /// The column and value that a folder's name gives: Hive's `key=value`, in which `%3A` is `:`.
  private static func partition(
    _ name: String, _ path: String
  ) throws(TableError) -> (key: String, value: String?) {
    guard let sign = name.firstIndex(of: "="), sign != name.startIndex else {
      throw .malformed(
        place: "folder '\(path)'",
        problem: "a folder among part files is named 'key=value', and its rows have that value")
    }
    let key = decoded(name[..<sign])
    let value = decoded(name[name.index(after: sign)...])
    return (key, value == "__HIVE_DEFAULT_PARTITION__" ? nil : value)
  }

  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest.removeFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
