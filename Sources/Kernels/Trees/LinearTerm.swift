/// A term of a leaf that is a linear function: `constant + Σ coefficient · x` in order of terms, where
/// any x that is NaN puts the plain leaf value in its place.
package struct LinearTerm: Sendable {
  let feature: Int
  let coefficient: Double

  /// The term `coefficient` · `feature`.
  package init(feature: Int, coefficient: Double) {
    self.feature = feature
    self.coefficient = coefficient
  }
}
