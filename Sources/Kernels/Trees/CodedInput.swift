/// A feature that numeric tests read, and the byte columns made from it.
package struct NumericInput: Sendable {
  /// One byte column: a window of 255 cuts, and where missing values stand in it.
  package struct Column: Sendable, Hashable {
    /// The code of NaN.
    package enum Missing: Sendable, Hashable {
      /// Below every cut.
      case left
      /// Above every cut.
      case right
      /// That of 0.
      case zero
    }
    /// Codes up to `base` become 0, codes from `base + 255` on become 255.
    package let base: Int
    package let nan: Missing
    /// Whether |x| <= 1.0000000180025095e-35 is missing too.
    package let zeroIsMissing: Bool

    package init(base: Int, nan: Missing, zeroIsMissing: Bool) {
      self.base = base
      self.nan = nan
      self.zeroIsMissing = zeroIsMissing
    }
  }

  package let feature: Int
  package let cuts: CutTable
  package let columns: [Column]

  package init(feature: Int, cuts: CutTable, columns: [Column]) {
    self.feature = feature
    self.cuts = cuts
    self.columns = columns
  }
}

/// A feature that categorical tests read.
package struct CategoryInput: Sendable {
  package let feature: Int
  /// Values strictly between the two are truncated to a category; others are in no set.
  package let above: Double
  package let below: Double
  package let roundsToFloat: Bool

  /// - Precondition: `above` >= −1 and `below` <= 2^31.
  package init(feature: Int, above: Double, below: Double, roundsToFloat: Bool) {
    precondition(above >= -1 && below <= 2_147_483_648, "categories are 31-bit codes")
    self.feature = feature
    self.above = above
    self.below = below
    self.roundsToFloat = roundsToFloat
  }
}

/// The categories that one test sends left.
package struct CategorySet: Sendable, Hashable {
  /// An index of the forest's category inputs.
  package let input: Int
  /// Bit 0 is NaN, bit c + 1 category c; later bits are 0.
  package let words: [UInt64]

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
