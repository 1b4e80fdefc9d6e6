/// Truth values as bits, the lowest bit of a byte first.
package enum PackedBits {
  /// The first `count` values of `range`, 0 and 1; nil if it holds fewer.
  package static func values(_ text: TextView, _ range: Range<Int>, count: Int) -> [UInt32]? {
    guard count >= 0, range.count >= (count + 7) / 8 else { return nil }
    return (0..<count).map { index in
      UInt32(text[range.lowerBound &+ index >> 3] >> UInt8(truncatingIfNeeded: index & 7) & 1)
    }
  }
}
