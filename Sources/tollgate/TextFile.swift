import Glibc
import Kernels

/// Reads a whole text file.
enum TextFile {
  /// Why there is no text, in words that follow the path.
  struct Failure: Error {
    let words: String
  }

  /// The text of a regular file of at most `limit` bytes.
  static func read(_ path: String, limit: Int) throws(Failure) -> String {
    let bytes: [UInt8]
    do throws(WholeFile.Failure) {
      bytes = try WholeFile.read(path: path, limit: limit)
    } catch {
      throw Failure(words: words(error, path))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(words: "cannot be read as UTF-8 text")
    }
    return text
  }

  private static func words(_ failure: WholeFile.Failure, _ path: String) -> String {
    switch failure {
    case .system(let reason):
      System.access(path, F_OK) ? "cannot be read: \(reason)" : "there is no such file"
    case .directory: "is a folder, where a file is expected"
    case .notRegular: "is a pipe or a device; a regular file is expected"
    case .tooLarge(let limit):
      "has more than \(Limits.text(bytes: limit)), which is the limit"
    }
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
