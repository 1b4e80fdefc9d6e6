/// How many threads a run may use, and the ways work is spread over them.
///
/// All ways give the same answer for any number of threads: work is cut into pieces by position,
/// never by thread, and results are put together in order of position.
package struct Parallel: Sendable {
  /// The number of threads; at least 1.
  package let threads: Int

  /// Numbers below 1 are read as 1.
  package init(threads: Int) {
    self.threads = max(1, threads)
  }

  /// `body(0) … body(count - 1)`, in order of index.
  package func map<Value: Sendable>(
    count: Int, _ body: @Sendable (Int) -> Value
  ) -> [Value] {
    guard threads > 1, count > 1 else { return (0..<count).map(body) }
    let slots = UnsafeMutableBufferPointer<Value?>.allocate(capacity: count)
    unsafe slots.initialize(repeating: nil)
    defer {
      unsafe slots.deinitialize()
      unsafe slots.deallocate()
    }
    let shared = unsafe SharedBuffer(slots)
    forEach(count: count) { index in unsafe shared.buffer[index] = body(index) }
    return unsafe slots.compactMap { $0 }
  }

  /// Calls `body(0) … body(count - 1)`, each once, on any thread and in any order.
  package func forEach(count: Int, _ body: @Sendable (Int) -> Void) {
    guard threads > 1, count > 1 else { return (0..<count).forEach(body) }
    let next = NextIndex()
    ThreadTeam.run(min(threads, count)) {
      while let index = next.take(below: count) { body(index) }
    }
  }

  /// Fills a new array of `count` elements in pieces of `chunk`: `body` gets the range of positions and
  /// the storage for exactly those positions.
  package func fill<Element: BitwiseCopyable & Sendable>(
    count: Int, chunk: Int = 4096, initial: Element,
    _ body: @Sendable (Range<Int>, inout MutableSpan<Element>) -> Void
  ) -> [Element] {
    unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      unsafe buffer.initialize(repeating: initial)
      initialized = count
      let shared = unsafe SharedBuffer(buffer)
      let pieces = (count + chunk - 1) / chunk
      forEach(count: pieces) { piece in
        let range = piece * chunk..<min(count, (piece + 1) * chunk)
        var span = unsafe MutableSpan(
          _unsafeElements: UnsafeMutableBufferPointer(rebasing: shared.buffer[range]))
        body(range, &span)
      }
    }
  }
}

/// A buffer that several threads write at disjoint positions; who hands it out promises that.
@unsafe package struct SharedBuffer<Element>: @unchecked Sendable {
  package let buffer: UnsafeMutableBufferPointer<Element>

  /// Shares `buffer`, which outlives this value.
  package init(_ buffer: UnsafeMutableBufferPointer<Element>) {
    unsafe self.buffer = buffer
  }
}
