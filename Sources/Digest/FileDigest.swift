internal import Glibc
package import Kernels

/// The SHA-256 and size of a file, read in pieces, or of a folder (``FolderDigest``).
package struct FileDigest: Sendable, Equatable {
  /// Lower-case hexadecimal.
  package let sha256: String
  package let bytes: Int

  init(sha256: String, bytes: Int) {
    self.sha256 = sha256
    self.bytes = bytes
  }

  /// Of a text in UTF-8.
  package init(of text: String) {
    sha256 = FileDigest.hexadecimal(SHA256.digest(of: text))
    bytes = text.utf8.count
  }

  /// Of a file that is open and was read.
  ///
  /// - Throws: ``ReadableFile/Failure`` if it is no longer what was read of it.
  package init(of file: ReadableFile) throws(ReadableFile.Failure) {
    var hash = SHA256()
    var total = 0
    try file.reread { piece, count in
      hash.update(piece, count: count)
      total += count
    }
    sha256 = FileDigest.hexadecimal(hash.finish())
    bytes = total
  }

  /// Nil when the file, or a file of the folder, cannot be read.
  package init?(path: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    if status.st_mode & S_IFMT == S_IFDIR {
      guard let folder = FolderDigest(path: path) else { return nil }
      (sha256, bytes) = (folder.sha256, folder.bytes)
      return
    }
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
    sha256 = FileDigest.hexadecimal(hash.finish())
    bytes = total
  }

  /// Lower-case hexadecimal.
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    var text = ""
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return text
  }
}
