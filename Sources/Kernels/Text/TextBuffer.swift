import Glibc

/// A growing block of bytes that ends in zeroes, filled at its end and emptied at its front.
///
/// One thread changes it at a time; any number may read its ``view`` in between. A view is valid
/// until the next change.
@safe package final class TextBuffer: @unchecked Sendable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The number of bytes held.
  package private(set) var count = 0

  package init(capacity: Int = 0) {
    self.capacity = max(capacity, 64)
    unsafe base = .allocate(capacity: self.capacity + TextView.padding)
    unsafe base.initialize(repeating: 0, count: TextView.padding)
  }

  /// A buffer that holds `bytes`.
  package convenience init(_ bytes: some Collection<UInt8>) {
    self.init(capacity: bytes.count)
    append(bytes)
  }

  deinit { unsafe base.deallocate() }

  /// The bytes held now.
  package var view: TextView { unsafe TextView(base, count: count, owner: self) }

  /// Makes room where needed; views taken before must not be read afterwards.
  package func append(_ bytes: some Collection<UInt8>) {
    unsafe append(atMost: bytes.count) { free in unsafe free.update(fromContentsOf: bytes) }
  }

  /// Lets `fill` write up to `space` bytes behind those held; it returns how many it wrote.
  @discardableResult
  package func append<Failure: Error>(
    atMost space: Int,
    _ fill: (UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Int
  ) throws(Failure) -> Int {
    reserve(count + space)
    let written = unsafe try fill(UnsafeMutableBufferPointer(start: base + count, count: space))
    precondition(written >= 0 && written <= space)
    count += written
    unsafe (base + count).initialize(repeating: 0, count: TextView.padding)
    return written
  }

  /// Adds the bytes of `range` of `text`, which is no view of this buffer.
  package func append(_ text: TextView, _ range: Range<Int>) {
    unsafe append(text.pointer(to: range))
  }

  /// Forgets all bytes and takes those of `range` of another buffer.
  package func replace(with other: TextBuffer, from start: Int) {
    removeAll()
    unsafe append(other.view.pointer(to: start..<other.count))
  }

  /// Forgets the first `length` bytes.
  package func removeFirst(_ length: Int) {
    precondition(length >= 0 && length <= count)
    count -= length
    unsafe memmove(base, base + length, count + TextView.padding)
  }

  /// Keeps the memory for the next use.
  package func removeAll() {
    count = 0
    unsafe base.initialize(repeating: 0, count: TextView.padding)
  }

  /// Makes room for `wanted` bytes in all; grows by at least half, so that many small additions
  /// stay linear.
  private func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let larger = max(wanted, capacity + capacity / 2)
    let block = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + TextView.padding)
    unsafe block.update(from: base, count: count + TextView.padding)
    unsafe base.deallocate()
    unsafe base = block
    capacity = larger
  }
}
