import CKernels
import Glibc

/// Distinct texts, numbered in order of first appearance.
///
/// The hash is keyed by a random number, so that no file can be made to collide; nothing that comes
/// out depends on it.
package struct LevelTable: Sendable {
  /// The texts, one behind the other; text `i` is `bytes[offsets[i] ..< offsets[i + 1]]`.
  package private(set) var bytes: [UInt8] = []
  package private(set) var offsets: [Int] = [0]
  /// Upper half: the hash. Lower half: code + 1, or 0 for a free slot.
  private var slots: [UInt64] = []
  private let key: UInt64

  /// Tables with equal keys hash alike.
  package init(key: UInt64) { self.key = key }

  /// The number of distinct texts.
  package var count: Int { offsets.count - 1 }

  /// The number of `range` of `text`, a new one if it is not in the table yet.
  package mutating func code(of text: TextView, _ range: Range<Int>) -> Int32 {
    let text = unsafe text.pointer(to: range)
    return unsafe code(of: text, hash: hash(text))
  }

  /// Whether text `level` is that of `range`.
  func holds(_ level: Int, _ text: TextView, _ range: Range<Int>) -> Bool {
    unsafe isLevel(level, text.pointer(to: range))
  }

  /// The number of `text`, a new one if it is not in the table yet.
  package mutating func code(of text: Span<UInt8>) -> Int32 {
    unsafe text.withUnsafeBufferPointer { unsafe code(of: $0, hash: hash($0)) }
  }

  /// The numbers in this table of all texts of `other`, in its order.
  ///
  /// - Precondition: Both tables have the same key: the hashes of `other` are used again.
  package mutating func codes(of other: LevelTable) -> [Int32] {
    precondition(key == other.key)
    let hashes = other.hashes()
    return unsafe other.bytes.withUnsafeBufferPointer { bytes in
      var codes: [Int32] = []
      codes.reserveCapacity(other.count)
      for index in 0..<other.count {
        if index + LevelTable.ahead < other.count { prefetch(hashes[index + LevelTable.ahead]) }
        let range = other.offsets[index]..<other.offsets[index + 1]
        let text = unsafe UnsafeBufferPointer(rebasing: bytes[range])
        unsafe codes.append(code(of: text, hash: hashes[index]))
      }
      return codes
    }
  }

  /// A large table is in no cache, so slots are asked for this many look-ups before they are needed.
  private static let ahead = 16

  private func prefetch(_ hash: UInt32) {
    guard !slots.isEmpty else { return }
    unsafe slots.withUnsafeBufferPointer { slots in
      unsafe tg_prefetch(slots.baseAddress.map { unsafe $0 + Int(hash) & (slots.count - 1) })
    }
  }

  /// Writes the number of each text to `target` from position `offset` on; texts that are not in the
  /// table yet get new ones.
  ///
  /// - Precondition: `target` holds `ranges.count` cells from `offset` on.
  package mutating func codes(
    of text: TextView, _ ranges: [Range<Int>], into target: inout MutableSpan<Int32>,
    at offset: Int
  ) {
    precondition(offset >= 0 && ranges.count <= target.count - offset)
    // Hashes of the next texts, in a ring.
    var hashes = [UInt32](repeating: 0, count: LevelTable.ahead)
    for index in 0..<ranges.count + LevelTable.ahead {
      let place = index % LevelTable.ahead
      let ready = index - LevelTable.ahead
      if ready >= 0 {
        target[offset &+ ready] = unsafe code(
          of: text.pointer(to: ranges[ready]), hash: hashes[place])
      }
      if index < ranges.count {
        hashes[place] = unsafe hash(text.pointer(to: ranges[index]))
        prefetch(hashes[place])
      }
    }
  }

  @unsafe private mutating func code(
    of text: UnsafeBufferPointer<UInt8>, hash: UInt32
  ) -> Int32 {
    // Half full at most: probes stay short.
    if slots.count < 2 * (count + 1) { grow() }
    let mask = slots.count - 1
    var index = Int(hash) & mask
    while true {
      let slot = slots[index]
      if slot == 0 { break }
      if slot >> 32 == UInt64(hash) {
        let level = Int(slot & 0xFFFF_FFFF) - 1
        if unsafe isLevel(level, text) { return Int32(truncatingIfNeeded: level) }
      }
      index = (index + 1) & mask
    }
    let level = count
    slots[index] = UInt64(hash) << 32 | UInt64(level + 1)
    unsafe bytes.append(contentsOf: text)
    offsets.append(bytes.count)
    return Int32(level)
  }

  @unsafe private func isLevel(_ level: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = offsets[level]
    guard offsets[level + 1] - start == text.count else { return false }
    guard let other = text.baseAddress, text.count > 0 else { return true }
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      return unsafe memcmp(base + start, other, text.count) == 0
    }
  }

  /// The hash of each text. The slots hold them, so that they need no room of their own.
  private func hashes() -> [UInt32] {
    var hashes = [UInt32](repeating: 0, count: count)
    for slot in slots where slot != 0 {
      hashes[Int(slot & 0xFFFF_FFFF) - 1] = UInt32(truncatingIfNeeded: slot >> 32)
    }
    return hashes
  }

  /// Moves the slots to a table four times as large, without a look at the texts.
  private mutating func grow() {
    let larger = max(64, slots.count * 4)
    let mask = larger - 1
    var moved = [UInt64](repeating: 0, count: larger)
    for slot in slots where slot != 0 {
      var index = Int(truncatingIfNeeded: slot >> 32) & mask
      while moved[index] != 0 { index = (index + 1) & mask }
      moved[index] = slot
    }
    slots = moved
  }

  /// Folded 64 × 64 bit multiplications over words of eight bytes, in the manner of wyhash.
  @unsafe private func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let bytes = UnsafeRawBufferPointer(text)
    let count = bytes.count
    var state = key ^ UInt64(count)
    var offset = 0
    while offset + 8 < count {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      state = LevelTable.fold(state ^ word, 0xE703_7ED1_A0B4_28DB)
      offset += 8
    }
    // The last bytes, some of them twice: cheaper than one by one.
    var tail: UInt64 = 0
    if count >= 8 {
      tail = unsafe bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else if count >= 4 {
      let high = unsafe bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      tail = unsafe UInt64(bytes.loadUnaligned(as: UInt32.self)) | UInt64(high) << 32
    } else if count > 0 {
      tail =
        unsafe UInt64(bytes[0]) | UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count - 1]) << 16
    }
    let folded = LevelTable.fold(state ^ tail, 0x8EBC_6AF0_9C88_C6E3 ^ key)
    return UInt32(truncatingIfNeeded: folded >> 32)
  }

  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (high, low) = a.multipliedFullWidth(by: b)
    return high ^ low
  }
}
