/// Rows in the order of a hash.
package enum HashOrder {
  /// The positions of `hashes` from the lowest up, equal ones in position order.
  package static func ascending(of hashes: [UInt64]) -> [Int32] {
    precondition(hashes.count <= Int(Int32.max), "positions are 32 bits wide")
    var words = hashes.enumerated().map { position, hash in
      hash & ~0xFFFF_FFFF | UInt64(position)
    }
    RadixSort.sort(&words, 0..<words.count)
    // Upper halves that are equal by chance are few: their runs are decided by the lower halves.
    var start = 0
    while start < words.count {
      var end = start + 1
      while end < words.count, words[end] >> 32 == words[start] >> 32 { end += 1 }
      if end - start > 1 {
        words[start..<end].sort { one, other in
          let (first, second) = (Int(one & 0xFFFF_FFFF), Int(other & 0xFFFF_FFFF))
          return (hashes[first], first) < (hashes[second], second)
        }
      }
      start = end
    }
    return words.map { Int32(truncatingIfNeeded: $0) }
  }

  /// The positions of the `count` lowest of `hashes`, in position order; all where there are no more.
  package static func lowest(_ count: Int, of hashes: [UInt64]) -> [Int32] {
    guard count < hashes.count else { return hashes.indices.map { Int32($0) } }
    return ascending(of: hashes).prefix(count).sorted()
  }
}
