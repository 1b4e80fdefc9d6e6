import Glibc

/// Reads a whole text file.
enum TextFile {
  /// Nil when it cannot be read or is not UTF-8; larger than 64 MB counts as unreadable.
  static func read(_ path: String) -> String? {
    let descriptor = System.open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = System.read(descriptor, into: &piece)
      guard count >= 0, bytes.count < 64 << 20 else { return nil }
      if count == 0 { break }
      bytes.append(contentsOf: piece[..<count])
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// Writes a whole text file; false when it cannot be.
  static func write(_ text: String, to path: String) -> Bool {
    put(text, path, O_TRUNC)
  }

  /// Writes behind what the file has; false when that cannot be.
  static func append(_ text: String, to path: String) -> Bool {
    put(text, path, O_APPEND)
  }

  private static func put(_ text: String, _ path: String, _ flag: Int32) -> Bool {
    let descriptor = System.open(path, O_WRONLY | O_CREAT | flag)
    guard descriptor >= 0 else { return false }
    let isWhole = System.writeAll(Array(text.utf8), to: descriptor)
    return close(descriptor) == 0 && isWhole
  }
}
