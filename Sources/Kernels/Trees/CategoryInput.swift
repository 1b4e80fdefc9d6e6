/// A feature that categorical tests read.
package struct CategoryInput: Sendable {
  let feature: Int
  /// Values strictly between the two are truncated to a category; others are in no set.
  let above: Double
  let below: Double
  let roundsToFloat: Bool
  /// Whether a number with a fraction is the category below it, or none.
  let takesFractions: Bool

  /// - Precondition: `above` >= −1 and `below` <= 2^31.
  package init(
    feature: Int, above: Double, below: Double, roundsToFloat: Bool, takesFractions: Bool = true
  ) {
    precondition(above >= -1 && below <= 2_147_483_648, "categories are 31-bit codes")
    self.feature = feature
    self.above = above
    self.below = below
    self.roundsToFloat = roundsToFloat
    self.takesFractions = takesFractions
  }
}
