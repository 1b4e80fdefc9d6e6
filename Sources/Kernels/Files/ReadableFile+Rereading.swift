import Glibc

extension ReadableFile {
  /// Reads the file once more from its start to its end, and gives each piece on.
  ///
  /// The file is the one that was opened, whatever its path leads to by now.
  ///
  /// - Parameter take: gets a buffer and how many of its bytes are the next of the file.
  /// - Throws: ``Failure`` if a byte that was read before is another one now, or the file has another
  ///   length.
  package func reread(_ take: ([UInt8], Int) -> Void) throws(Failure) {
    guard let size else { throw Failure(code: ESPIPE) }
    let length = 16 * ReadLedger.blockBytes
    var buffer = [UInt8](repeating: 0, count: max(1, min(length, size)))
    var offset = 0
    while offset < size {
      let wanted = min(buffer.count, size - offset)
      let got = try fill(&buffer, wanted, at: offset)
      guard got == wanted, agrees(buffer, got, at: offset) else { throw Failure.changed }
      take(buffer, got)
      offset += got
    }
    guard try currentSize() == size else { throw Failure.changed }
  }

  private func fill(
    _ buffer: inout [UInt8], _ count: Int, at offset: Int
  ) throws(Failure) -> Int {
    var failure: Failure?
    let got = unsafe buffer.withUnsafeMutableBytes { bytes -> Int in
      do throws(Failure) {
        return try unsafe readUnnoted(
          into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<count]), at: offset)
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    return got
  }

  private func agrees(_ buffer: [UInt8], _ count: Int, at offset: Int) -> Bool {
    guard let ledger else { return true }
    return unsafe buffer.withUnsafeBytes { bytes in
      stride(from: 0, to: count, by: ReadLedger.blockBytes).allSatisfy { start in
        let end = min(count, start + ReadLedger.blockBytes)
        return unsafe ledger.agrees(
          block: (offset + start) / ReadLedger.blockBytes,
          UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      }
    }
  }
}

extension ReadableFile.Failure {
  /// A file that is no longer what was read of it.
  package static let changed = ReadableFile.Failure(
    reason: "the file changed while it was read; run again when nothing writes to it")
}
