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
    let mask: UInt32 = 1 << UInt32(width) - 1
    var starts = [Int](repeating: 0, count: passes << width)
    return unsafe [Int32](unsafeUninitializedCapacity: keys.count) { positions, count in
      unsafe keys.withUnsafeBufferPointer { keys in
        unsafe starts.withUnsafeMutableBufferPointer { starts in
          for position in 0..<keys.count {
            let key = unsafe keys[position] &- least
            for pass in 0..<passes {
              unsafe starts[pass << width + Int(key >> UInt32(pass * width) & mask)] += 1
            }
          }
          for pass in 0..<passes {
            var sum = 0
            for digit in pass << width..<(pass + 1) << width {
              let bucket = unsafe starts[digit]
              unsafe starts[digit] = sum
              sum += bucket
            }
          }
          /// The next place of a key in one pass.
          func place(_ key: UInt32, _ pass: Int) -> Int {
            let digit = pass << width + Int(key >> UInt32(pass * width) & mask)
            let place = unsafe starts[digit]
            unsafe starts[digit] = place + 1
            return place
          }
          guard passes > 1 else {
            for position in 0..<keys.count {
              let key = unsafe keys[position] &- least
              unsafe positions[place(key, 0)] = Int32(truncatingIfNeeded: position)
            }
            return
          }
          var source = UnsafeMutablePointer<UInt64>.allocate(capacity: keys.count)
          var target = UnsafeMutablePointer<UInt64>.allocate(capacity: keys.count)
          defer {
            unsafe source.deallocate()
            unsafe target.deallocate()
          }
          for position in 0..<keys.count {
            let key = unsafe keys[position] &- least
            unsafe source[place(key, 0)] = UInt64(key) << 32 | UInt64(position)
          }
          for pass in 1..<passes - 1 {
            for index in 0..<keys.count {
              let word = unsafe source[index]
              unsafe target[place(UInt32(word >> 32), pass)] = word
            }
            unsafe swap(&source, &target)
          }
          for index in 0..<keys.count {
            let word = unsafe source[index]
            unsafe positions[place(UInt32(word >> 32), passes - 1)] = Int32(
              truncatingIfNeeded: word)
          }
        }
      }
      count = keys.count
    }
  }
}
