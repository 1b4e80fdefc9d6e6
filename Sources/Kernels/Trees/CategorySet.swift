/// The categories that one test sends left.
package struct CategorySet: Sendable, Hashable {
  /// An index of the forest's category inputs.
  let input: Int
  /// Bit 0 is NaN, bit c + 1 category c; later bits are 0.
  let words: [UInt64]

  /// - Parameter words: bit c is category c.
  package init(input: Int, categories words: [UInt64], includesNaN: Bool) {
    self.input = input
    var shifted: [UInt64] = []
    shifted.reserveCapacity(words.count + 1)
    var carry: UInt64 = includesNaN ? 1 : 0
    // Codes have 31 bits: later words can never be asked for.
    for word in words.prefix(1 << 25) {
      shifted.append(word << 1 | carry)
      carry = word >> 63
    }
    shifted.append(carry)
    while shifted.last == 0 { shifted.removeLast() }
    self.words = shifted
  }
}
