import Glibc

/// A regular file open for reading.
///
/// Bytes are read, never mapped: a mapped file that another process cuts short kills the reader
/// with SIGBUS.
package final class ReadableFile: Sendable {
  private let descriptor: Int32
  /// The number of bytes when it was opened.
  package let size: Int
  /// What was read of it.
  let ledger = ReadLedger()

  /// Why the system refused, in its own words.
  package struct Failure: Error, Equatable {
    package let reason: String

    init(code: Int32) {
      reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }

    init(reason: String) { self.reason = reason }

    /// Of a pipe, a socket or a device, which might never end.
    static let notRegular = Failure(
      reason: "it is a pipe or a device, and only regular files are read")

    /// Of a folder with more than `limit` entries.
    static func tooManyEntries(_ limit: Int) -> Failure {
      Failure(reason: "a folder has more than \(limit) entries, which is the limit")
    }
  }

  package init(path: String) throws(Failure) {
    var status = stat()
    // Opening a pipe waits for a writer, and opening a device may do anything.
    if unsafe stat(path, &status) == 0 { try ReadableFile.check(status) }
    // What takes the file's place meanwhile does not wait either, and is looked at again.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    do throws(Failure) {
      guard unsafe fstat(descriptor, &status) == 0 else { throw Failure(code: errno) }
      try ReadableFile.check(status)
    } catch {
      _ = close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  private static func check(_ status: stat) throws(Failure) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw Failure(code: EISDIR)
    default: throw .notRegular
    }
  }

  deinit { _ = close(descriptor) }

  /// Fills `buffer` from `offset` on, or from where the last call stopped if nil; returns fewer
  /// bytes than it holds only at the end of the file.
  @unsafe package func read(
    into buffer: UnsafeMutableBufferPointer<UInt8>, at offset: Int?
  ) throws(Failure) -> Int {
    let bytes = UnsafeMutableRawBufferPointer(buffer)
    let done = try unsafe readUnnoted(into: bytes, at: offset)
    if let offset, done > 0 {
      unsafe ledger.note(UnsafeRawBufferPointer(rebasing: bytes[..<done]), at: offset)
    }
    return done
  }

  /// The same for a pass that only looks whether the file is what was read.
  @unsafe func readUnnoted(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int?
  ) throws(Failure) -> Int {
    var done = 0
    while done < buffer.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let got =
        if let offset {
          unsafe pread(descriptor, rest.baseAddress, rest.count, offset + done)
        } else {
          unsafe Glibc.read(descriptor, rest.baseAddress, rest.count)
        }
      if got == 0 { break }
      if got > 0 {
        done += got
      } else if errno != EINTR {
        throw Failure(code: errno)
      }
    }
    return done
  }

  /// The number of bytes that the file has now.
  func currentSize() throws(Failure) -> Int {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Failure(code: errno) }
    return Int(status.st_size)
  }
}

extension TextBuffer {
  /// Adds up to `length` bytes of a regular file from `offset` on, read in pieces by several
  /// threads.
  ///
  /// - Returns: How many bytes there were; fewer than `length` only at the end of the file.
  package func append(
    _ file: ReadableFile, at offset: Int, atMost length: Int, parallel: Parallel
  ) throws(ReadableFile.Failure) -> Int {
    let piece = 1 << 20
    return try unsafe append(atMost: length) { free throws(ReadableFile.Failure) in
      let shared = unsafe SharedBuffer(free)
      let results = parallel.map(count: (length + piece - 1) / piece) { index in
        let range = index * piece..<min(length, (index + 1) * piece)
        return Result { () throws(ReadableFile.Failure) in
          try unsafe file.read(
            into: UnsafeMutableBufferPointer(rebasing: shared.buffer[range]),
            at: offset + range.lowerBound)
        }
      }
      var total = 0
      for result in results {
        let count = try result.get()
        total += count
        if count < piece { break }
      }
      return total
    }
  }
}
