import Glibc

/// Reads a regular file into one array.
package enum WholeFile {
  /// Why a file is not read.
  package enum Failure: Error, Equatable {
    /// The system refuses, in its own words.
    case system(reason: String)
    case directory
    /// A pipe, a socket or a device, which might never end.
    case notRegular
    case tooLarge(limit: Int)
  }

  /// The bytes of the file at `path`, at most `limit`.
  ///
  /// The kind of file is looked at before it is opened, because opening a pipe without a writer
  /// waits.
  ///
  /// - Parameter witness: is told of the file.
  package static func read(
    path: String, limit: Int, witness: (any ReadingWitness)? = nil
  ) throws(Failure) -> [UInt8] {
    let (file, size) = try open(path)
    guard size <= limit else { throw .tooLarge(limit: limit) }
    let bytes = try contents(file, size)
    // A file that grew shorter meanwhile.
    guard bytes.count == size else { throw .system(reason: ReadableFile.Failure.changed.reason) }
    do throws(ReadableFile.Failure) {
      try witness?.hasRead(file, at: path)
    } catch {
      throw .system(reason: error.reason)
    }
    return bytes
  }

  /// The first bytes of the file at `path`, at most `count`.
  package static func beginning(of path: String, count: Int) throws(Failure) -> [UInt8] {
    let (file, size) = try open(path)
    return try contents(file, min(size, count))
  }

  private static func open(_ path: String) throws(Failure) -> (ReadableFile, size: Int) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw .system(reason: ReadableFile.Failure(code: errno).reason)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .directory
    default: throw .notRegular
    }
    let file: ReadableFile
    do throws(ReadableFile.Failure) {
      file = try ReadableFile(path: path)
    } catch {
      throw .system(reason: error.reason)
    }
    guard let size = file.size else { throw .notRegular }
    return (file, size)
  }

  private static func contents(_ file: ReadableFile, _ size: Int) throws(Failure) -> [UInt8] {
    do throws(ReadableFile.Failure) {
      return try bytes(of: file, size: size)
    } catch {
      throw .system(reason: error.reason)
    }
  }

  private static func bytes(
    of file: ReadableFile, size: Int
  ) throws(ReadableFile.Failure) -> [UInt8] {
    var failure: ReadableFile.Failure?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      do throws(ReadableFile.Failure) {
        count = try unsafe file.read(
          into: UnsafeMutableBufferPointer(rebasing: buffer[0..<size]), at: 0)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
