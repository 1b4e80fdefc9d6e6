import CKernels
import Glibc
import Synchronization

/// What was read of a file: a fingerprint of every range, so that a later pass can tell whether it sees
/// the same bytes.
///
/// Ranges are cut at the borders of blocks, since the later pass reads the file in other pieces than
/// whoever parsed it.
final class ReadLedger: Sendable {
  static let blockBytes = 1 << 16

  private struct Entry: Equatable {
    let start: Int
    let count: Int
    let fingerprint: UInt64
  }

  private let entries = Mutex<[Int: [Entry]]>([:])
  /// Nobody who writes the file can know it. Nothing that comes out depends on it.
  private let key = (UInt64.random(in: 1 ... .max), UInt64.random(in: 1 ... .max))

  /// Notes that `bytes` were read at `offset`.
  @unsafe func note(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    var found: [(block: Int, entry: Entry)] = []
    var done = 0
    while done < bytes.count {
      let place = offset + done
      let start = place % ReadLedger.blockBytes
      let count = min(ReadLedger.blockBytes - start, bytes.count - done)
      let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[done..<done + count])
      let entry = unsafe Entry(start: start, count: count, fingerprint: fingerprint(part))
      found.append((place / ReadLedger.blockBytes, entry))
      done += count
    }
    entries.withLock { entries in
      for (block, entry) in found where entries[block]?.contains(entry) != true {
        entries[block, default: []].append(entry)
      }
    }
  }

  /// Whether the block at `index`, of which `bytes` are there now, holds what was read of it.
  @unsafe func agrees(block index: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    let noted = entries.withLock { $0[index] ?? [] }
    return noted.allSatisfy { entry in
      guard entry.start + entry.count <= bytes.count else { return false }
      let part = unsafe UnsafeRawBufferPointer(
        rebasing: bytes[entry.start..<entry.start + entry.count])
      return unsafe fingerprint(part) == entry.fingerprint
    }
  }

  @unsafe private func fingerprint(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    unsafe tg_fingerprint(bytes.baseAddress, bytes.count, key.0, key.1)
  }
}
