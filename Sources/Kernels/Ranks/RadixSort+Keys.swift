extension RadixSort {
  /// The most bits of a digit: the places that a pass writes to must stay in the cache.
  private static let digitBits = 11

  /// The positions of `keys` from the lowest up, equal keys in position order.
  ///
  /// Only the bits in which keys differ are sorted by. The first pass reads the keys and the last one
  /// writes the positions; between them both are in one word.
  static func positions(of keys: [UInt32]) -> [Int32] {
    guard let least = keys.min(), let most = keys.max() else { return [] }
    let bits = max(1, UInt32.bitWidth - (most - least).leadingZeroBitCount)
    let passes = (bits + digitBits - 1) / digitBits
    let width = (bits + passes - 1) / passes
    return unsafe [Int32](unsafeUninitializedCapacity: keys.count) { positions, count in
      count = keys.count
      unsafe keys.withUnsafeBufferPointer { keys in
        guard passes > 1 else {
          unsafe pass(keys.count, 0, width) {
            unsafe keys[$0] &- least
          } put: { place, position in
            unsafe positions[place] = Int32(truncatingIfNeeded: position)
          }
          return
        }
        var source = UnsafeMutablePointer<UInt64>.allocate(capacity: keys.count)
        var target = UnsafeMutablePointer<UInt64>.allocate(capacity: keys.count)
        defer {
          unsafe source.deallocate()
          unsafe target.deallocate()
        }
        unsafe pass(keys.count, 0, width) {
          unsafe keys[$0] &- least
        } put: { place, position in
          unsafe source[place] = UInt64(keys[position] &- least) &<< 32 | UInt64(position)
        }
        for number in 1..<passes - 1 {
          let (from, to) = unsafe (source, target)
          unsafe pass(keys.count, number * width, width) {
            unsafe UInt32(truncatingIfNeeded: from[$0] &>> 32)
          } put: { place, index in
            unsafe to[place] = from[index]
          }
          unsafe swap(&source, &target)
        }
        let from = unsafe source
        unsafe pass(keys.count, (passes - 1) * width, width) {
          unsafe UInt32(truncatingIfNeeded: from[$0] &>> 32)
        } put: { place, index in
          unsafe positions[place] = Int32(truncatingIfNeeded: from[index])
        }
      }
    }
  }

  /// Calls `put` with the place of each of `count` items in order of a digit of its key, equal ones in
  /// the order they come in.
  @inline(__always) @unsafe
  private static func pass(
    _ count: Int, _ shift: Int, _ width: Int, key: (Int) -> UInt32, put: (Int, Int) -> Void
  ) {
    let (shift, mask) = (UInt32(shift), UInt32(1) << UInt32(width) - 1)
    unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << digitBits) { starts in
      unsafe starts.initialize(repeating: 0)
      for index in 0..<count { unsafe starts[Int(key(index) &>> shift & mask)] &+= 1 }
      var sum = 0
      for digit in 0...Int(mask) {
        let bucket = unsafe starts[digit]
        unsafe starts[digit] = sum
        sum += bucket
      }
      for index in 0..<count {
        let digit = Int(key(index) &>> shift & mask)
        let place = unsafe starts[digit]
        unsafe starts[digit] = place &+ 1
        put(place, index)
      }
    }
  }
}
