package import Kernels

/// The bytes of a table, in order.
package protocol ByteStream: AnyObject {
  /// Appends the next bytes, at most `count` (which is positive).
  ///
  /// - Returns: How many; 0 only at the end.
  func read(into buffer: TextBuffer, atMost count: Int) throws(TableError) -> Int

  /// How much of the stored bytes has been used, 0 … 1: the rows of the rest are estimated with it.
  var progress: Double { get }

  /// How many stored bytes what was read is made of; nil where nothing is packed.
  var packedBytes: Int? { get }
}

extension ByteStream {
  package var packedBytes: Int? { nil }
}

/// Something whose bytes can be read from the start any number of times.
package protocol ByteSource: Sendable {
  /// A stream at the first byte; it knows nothing of streams opened before.
  func open() throws(TableError) -> any ByteStream

  /// The same bytes at any position; nil where they only come in order.
  var positioned: (any PositionedBytes)? { get }
}

/// Bytes that can be read at any position.
package protocol PositionedBytes: Sendable {
  /// The number of bytes.
  var byteCount: Int { get }

  /// Appends the bytes of `range`, which lies within ``byteCount``.
  func read(_ range: Range<Int>, into buffer: TextBuffer) throws(TableError)
}

/// Bytes in memory.
package struct MemorySource: ByteSource, PositionedBytes {
  private let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package func open() -> any ByteStream { Stream(bytes) }

  package var positioned: (any PositionedBytes)? { self }

  package var byteCount: Int { bytes.count }

  package func read(_ range: Range<Int>, into buffer: TextBuffer) { buffer.append(bytes[range]) }

  private final class Stream: ByteStream {
    private let bytes: [UInt8]
    private var used = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read(into buffer: TextBuffer, atMost count: Int) -> Int {
      let length = min(count, bytes.count - used)
      buffer.append(bytes[used..<used + length])
      used += length
      return length
    }

    var progress: Double { bytes.isEmpty ? 1 : Double(used) / Double(bytes.count) }
  }
}
