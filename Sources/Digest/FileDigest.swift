internal import Glibc

/// The SHA-256 and size of a file, read in pieces.
package struct FileDigest: Sendable, Equatable {
  /// Lower-case hexadecimal.
  package let sha256: String
  package let bytes: Int

  /// Nil when the file cannot be read.
  package init?(path: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var hash = SHA256()
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    var total = 0
    while true {
      let count = unsafe piece.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      total += count
      hash.update(piece, count: count)
    }
    let digits = Array("0123456789abcdef")
    var text = ""
    for byte in hash.finish() {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    sha256 = text
    bytes = total
  }
}
