package import Kernels

/// A file, read by several threads if it is a regular one.
package struct FileSource: ByteSource, PositionedBytes {
  let file: ReadableFile
  private let size: Int
  private let parallel: Parallel

  /// A source for the file at `path`; a pipe is read to its end at once, because it cannot be read
  /// twice.
  package static func open(
    _ path: String, limit: Int, parallel: Parallel
  ) throws(TableError) -> any ByteSource {
    do throws(ReadableFile.Failure) {
      let file = try ReadableFile(path: path)
      if let size = file.size { return FileSource(file: file, size: size, parallel: parallel) }
      let buffer = TextBuffer()
      while try buffer.append(file, atMost: 1 << 20) > 0, buffer.count <= limit {}
      return MemorySource(buffer.view.bytes(0..<buffer.count))
    } catch {
      throw .unreadable(reason: error.reason)
    }
  }

  package func open() -> any ByteStream { Stream(file, size, parallel) }

  package var positioned: (any PositionedBytes)? { self }

  package var byteCount: Int { size }

  /// By the caller's thread alone: who reads at positions has work for the others.
  package func read(_ range: Range<Int>, into buffer: TextBuffer) throws(TableError) {
    let got: Int
    do throws(ReadableFile.Failure) {
      got = try buffer.append(
        file, at: range.lowerBound, atMost: range.count, parallel: Parallel(threads: 1))
    } catch {
      throw .unreadable(reason: error.reason)
    }
    guard got == range.count else { throw .changedWhileRead }
  }

  private final class Stream: ByteStream {
    private let file: ReadableFile
    private let size: Int
    private let parallel: Parallel
    private var offset = 0

    init(_ file: ReadableFile, _ size: Int, _ parallel: Parallel) {
      (self.file, self.size, self.parallel) = (file, size, parallel)
    }

    func read(into buffer: TextBuffer, atMost count: Int) throws(TableError) -> Int {
      // Up to the size at opening: a file that grows meanwhile is read as it was.
      let length = min(count, size - offset)
      guard length > 0 else { return 0 }
      let got: Int
      do throws(ReadableFile.Failure) {
        got = try buffer.append(file, at: offset, atMost: length, parallel: parallel)
      } catch {
        throw .unreadable(reason: error.reason)
      }
      guard got == length else { throw .changedWhileRead }
      offset += got
      return got
    }

    var progress: Double { size == 0 ? 1 : Double(offset) / Double(size) }
  }
}
