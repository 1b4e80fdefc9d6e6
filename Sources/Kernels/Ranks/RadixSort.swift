/// Sorts words of 32 bits of key (upper half) and 32 bits of position (lower half).
enum RadixSort {
  private static let digits: [(shift: UInt64, bits: UInt64)] = [(32, 11), (43, 11), (54, 10)]

  /// Sorts `words[range]` ascending; the positions must ascend where it is called, so that a stable
  /// sort by key is a sort of the entire word.
  static func sort(_ words: inout [UInt64], _ range: Range<Int>) {
    // Below this a comparison sort beats clearing three histograms.
    guard range.count > 512 else {
      if range.count > 1 { words[range].sort() }
      return
    }
    var spare = [UInt64](repeating: 0, count: range.count)
    unsafe words.withUnsafeMutableBufferPointer { all in
      unsafe spare.withUnsafeMutableBufferPointer { other in
        let part = unsafe UnsafeMutableBufferPointer(rebasing: all[range])
        unsafe sort(part, other)
      }
    }
  }

  private static func sort(
    _ words: UnsafeMutableBufferPointer<UInt64>, _ spare: UnsafeMutableBufferPointer<UInt64>
  ) {
    let counts = unsafe histograms(words)
    var source = unsafe words
    var target = unsafe spare
    for (pass, digit) in digits.enumerated() {
      var starts = counts[pass]
      // A digit that all words share moves nothing.
      if starts.contains(words.count) { continue }
      var sum = 0
      for bucket in starts.indices {
        let count = starts[bucket]
        starts[bucket] = sum
        sum += count
      }
      let mask: UInt64 = 1 << digit.bits - 1
      unsafe starts.withUnsafeMutableBufferPointer { starts in
        for index in 0..<source.count {
          let word = unsafe source[index]
          let bucket = Int(word >> digit.shift & mask)
          unsafe target[starts[bucket]] = word
          unsafe starts[bucket] += 1
        }
      }
      unsafe swap(&source, &target)
    }
    if unsafe source.baseAddress != words.baseAddress {
      _ = unsafe words.update(fromContentsOf: source)
    }
  }

  private static func histograms(_ words: UnsafeMutableBufferPointer<UInt64>) -> [[Int]] {
    var low = [Int](repeating: 0, count: 2048)
    var middle = low
    var high = [Int](repeating: 0, count: 1024)
    for index in 0..<words.count {
      let word = unsafe words[index]
      low[Int(word >> 32 & 2047)] += 1
      middle[Int(word >> 43 & 2047)] += 1
      high[Int(word >> 54 & 1023)] += 1
    }
    return [low, middle, high]
  }
}
