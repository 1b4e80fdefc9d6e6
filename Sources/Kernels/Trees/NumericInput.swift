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
    let base: Int
    let nan: Missing
    /// Whether |x| <= 1.0000000180025095e-35 is missing too.
    let zeroIsMissing: Bool

    /// - Parameter base: A multiple of 255: the cuts below the window.
    package init(base: Int, nan: Missing, zeroIsMissing: Bool) {
      self.base = base
      self.nan = nan
      self.zeroIsMissing = zeroIsMissing
    }
  }

  let feature: Int
  let cuts: CutTable
  let columns: [Column]

  /// - Parameter columns: In the order in which tests number them, after those of earlier inputs.
  package init(feature: Int, cuts: CutTable, columns: [Column]) {
    self.feature = feature
    self.cuts = cuts
    self.columns = columns
  }
}
