package import Kernels

/// A way to unpack a stream piece by piece.
protocol Decompressor: AnyObject {
  /// Unpacks from `input` at `position` into `output`, and moves `position` on.
  ///
  /// - Returns: How many bytes it wrote; 0 if it needs more input.
  func unpack(
    _ input: TextView, _ position: inout Int, into output: TextBuffer, atMost count: Int
  ) throws(TableError) -> Int
  /// Whether the stream may end here: between two members.
  var isComplete: Bool { get }
}

/// How the bytes of a file are packed, told by its first bytes and never by its name.
package enum Compression: String, Sendable, CaseIterable {
  case gzip
  case zstd

  /// The compression of a file that begins with `head`, or nil.
  package init?(head: TextView) {
    switch (head[0], head[1], head[2], head[3]) {
    case (0x1F, 0x8B, _, _): self = .gzip
    case (0x28, 0xB5, 0x2F, 0xFD): self = .zstd
    // A zstd file may begin with a frame to skip.
    case (0x50...0x5F, 0x2A, 0x4D, 0x18): self = .zstd
    default: return nil
    }
  }

  func makeDecompressor() throws(TableError) -> any Decompressor {
    switch self {
    case .gzip: try GzipDecompressor()
    case .zstd: try ZstdDecompressor()
    }
  }
}

/// The unpacked bytes of a packed source.
package struct CompressedSource: ByteSource {
  let source: any ByteSource
  let compression: Compression
  let limits: TableOptions.Limits

  package func open() throws(TableError) -> any ByteStream {
    Stream(
      try source.open(), try compression.makeDecompressor(), compression.rawValue, limits)
  }

  package var positioned: (any PositionedBytes)? { nil }

  private final class Stream: ByteStream {
    private let packed: any ByteStream
    private let decompressor: any Decompressor
    private let name: String
    private let limits: TableOptions.Limits
    private let input = TextBuffer()
    private var position = 0
    private var packedByteCount = 0
    private var textBytes = 0

    init(
      _ packed: any ByteStream, _ decompressor: any Decompressor, _ name: String,
      _ limits: TableOptions.Limits
    ) {
      (self.packed, self.decompressor, self.name) = (packed, decompressor, name)
      self.limits = limits
    }

    func read(into buffer: TextBuffer, atMost count: Int) throws(TableError) -> Int {
      while true {
        let written = try decompressor.unpack(
          input.view, &position, into: buffer, atMost: count)
        if written > 0 {
          textBytes += written
          try checkLimits()
          return written
        }
        guard position == input.count else { continue }
        input.removeAll()
        position = 0
        let got = try packed.read(into: input, atMost: 1 << 18)
        packedByteCount += got
        if got == 0 {
          guard decompressor.isComplete else { throw .truncated(compression: name) }
          return 0
        }
      }
    }

    private func checkLimits() throws(TableError) {
      if textBytes > limits.unpackedBytes {
        throw .expandsTooMuch(
          compression: name, limit: Limits.text(bytes: limits.unpackedBytes))
      }
      if textBytes > limits.compressionRatioFrom,
        textBytes / packedByteCount > limits.compressionRatio
      {
        throw .expandsTooMuch(
          compression: name, limit: "\(limits.compressionRatio) times its size")
      }
    }

    var progress: Double { packed.progress }

    var packedBytes: Int? { packedByteCount }
  }
}
