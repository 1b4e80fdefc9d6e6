/// Where the values of a page of byte strings stand.
package enum ByteStrings {
  /// Strings with their length in four bytes before them; nil if they are not all inside `range`.
  package static func lengthPrefixed(
    _ text: TextView, _ range: Range<Int>, count: Int
  ) -> [Range<Int>]? {
    // Each has four bytes at least, so a hostile count cannot ask for more than it brings.
    guard count >= 0, range.count / 4 >= count else { return nil }
    var position = range.lowerBound
    var isWhole = true
    let found = unsafe [Range<Int>](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        guard range.upperBound &- position >= 4 else { break }
        let length = Int(truncatingIfNeeded: text.word(at: position) & 0xFFFF_FFFF)
        let start = position &+ 4
        guard length <= range.upperBound &- start else { break }
        unsafe buffer.initializeElement(at: filled, to: start..<start &+ length)
        filled &+= 1
        position = start &+ length
      }
      isWhole = filled == count
    }
    return isWhole ? found : nil
  }

  /// Strings of one width; nil if `range` holds fewer.
  package static func fixed(_ range: Range<Int>, width: Int, count: Int) -> [Range<Int>]? {
    guard width > 0, range.count / width >= count else { return nil }
    return (0..<count).map { index in
      let start = range.lowerBound + index * width
      return start..<start + width
    }
  }

  /// Strings of given lengths, one behind the other; nil if they are not all inside `range`.
  package static func consecutive(_ range: Range<Int>, lengths: [Int64]) -> [Range<Int>]? {
    var position = range.lowerBound
    var found: [Range<Int>] = []
    found.reserveCapacity(lengths.count)
    for length in lengths {
      guard length >= 0, length <= range.upperBound - position else { return nil }
      found.append(position..<position + Int(length))
      position += Int(length)
    }
    return found
  }

  /// How many bytes the strings of ``withPrefixes(_:prefixes:suffixes:size:)`` have together; nil if a
  /// prefix is longer than the string before it, or they are not as many as the suffixes.
  package static func size(prefixes: [Int64], suffixes: [Range<Int>]) -> Int? {
    guard prefixes.count == suffixes.count else { return nil }
    var total = 0
    var last = 0
    for (prefix, suffix) in zip(prefixes, suffixes) {
      guard prefix >= 0, prefix <= last else { return nil }
      last = Int(prefix) + suffix.count
      total += last
    }
    return total
  }

  /// Strings that each begin as the one before (Parquet's DELTA_BYTE_ARRAY): the first `prefixes[i]`
  /// bytes of the last string, then those of `suffixes[i]`.
  ///
  /// - Parameter size: What ``size(prefixes:suffixes:)`` says; nil comes back if it is something else.
  package static func withPrefixes(
    _ text: TextView, prefixes: [Int64], suffixes: [Range<Int>], size: Int
  ) -> (text: TextBuffer, ranges: [Range<Int>])? {
    guard size == self.size(prefixes: prefixes, suffixes: suffixes) else { return nil }
    let buffer = TextBuffer(capacity: size)
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(prefixes.count)
    unsafe buffer.append(atMost: size) { free in
      var end = 0
      var before = 0
      for (prefix, suffix) in zip(prefixes, suffixes) {
        let start = end
        for offset in 0..<Int(prefix) { unsafe free[start + offset] = free[before + offset] }
        end = start + Int(prefix)
        for position in suffix {
          unsafe free[end] = text[position]
          end += 1
        }
        ranges.append(start..<end)
        before = start
      }
      return end
    }
    return (buffer, ranges)
  }
}
