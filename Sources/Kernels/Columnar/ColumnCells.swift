import CKernels

/// Ways to put cells into their rows.
package enum ColumnCells {
  /// Writes `dictionary[index]` for each of `indices`; false if an index has no entry, or they do not
  /// fit.
  package static func gather(
    _ dictionary: [Double], _ indices: [UInt32], into target: inout MutableSpan<Double>,
    at offset: Int
  ) -> Bool {
    guard offset >= 0, indices.count <= target.count - offset else { return false }
    return unsafe target.withUnsafeMutableBufferPointer { target in
      unsafe dictionary.withUnsafeBufferPointer { dictionary in
        unsafe indices.withUnsafeBufferPointer { indices in
          guard let from = indices.baseAddress, let base = target.baseAddress else { return true }
          return unsafe tg_gather(
            dictionary.baseAddress, dictionary.count, from, indices.count, base + offset) != 0
        }
      }
    }
  }

  /// Moves the cells of present rows, which stand together from `offset` on, to their rows: those whose
  /// level is not 0. The others become `missing`.
  ///
  /// - Precondition: `target` holds `levels.count` cells from `offset` on.
  @_specialize(where Element == Double)
  @_specialize(where Element == Int32)
  @_specialize(where Element == Int8)
  package static func spread<Element: BitwiseCopyable>(
    _ target: inout MutableSpan<Element>, at offset: Int, levels: [UInt32], missing: Element
  ) {
    precondition(offset >= 0 && levels.count <= target.count - offset)
    unsafe target.withUnsafeMutableBufferPointer { target in
      var next = levels.count { $0 != 0 } - 1
      for row in stride(from: levels.count - 1, through: 0, by: -1) {
        if levels[row] != 0 {
          unsafe target[offset + row] = target[offset + next]
          next -= 1
        } else {
          unsafe target[offset + row] = missing
        }
      }
    }
  }
}

/// Generic code would write cell by cell through a table of functions.
@_specialize(where Element == Double)
@_specialize(where Element == Int32)
@_specialize(where Element == Int8)
@unsafe private func prefill<Element: BitwiseCopyable>(
  _ cells: UnsafeMutableBufferPointer<Element>, _ value: Element
) {
  unsafe cells.initialize(repeating: value)
}

extension Parallel {
  /// Fills a new array in parts, on any thread and in any order: `body` gets the index of a part and the
  /// storage for exactly its positions, all `initial`, and what it returns comes back in order.
  ///
  /// - Precondition: `parts` follow one another from 0 on without gaps.
  package func fill<Element: BitwiseCopyable & Sendable, Value: Sendable>(
    parts: [Range<Int>], initial: Element,
    _ body: @Sendable (Int, inout MutableSpan<Element>) -> Value
  ) -> ([Element], [Value]) {
    let count = parts.last?.upperBound ?? 0
    precondition((parts.first?.lowerBound ?? 0) == 0)
    precondition(zip(parts, parts.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    var values: [Value] = []
    let filled = unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = count
      let shared = unsafe SharedBuffer(buffer)
      values = map(count: parts.count) { part in
        let free = unsafe UnsafeMutableBufferPointer(rebasing: shared.buffer[parts[part]])
        unsafe prefill(free, initial)
        var span = unsafe MutableSpan(_unsafeElements: free)
        return body(part, &span)
      }
    }
    return (filled, values)
  }
}
