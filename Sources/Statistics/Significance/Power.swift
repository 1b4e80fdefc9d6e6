/// What a one-sided test at level alpha can see.
package enum Power {
  /// The smallest true difference that is found with probability `power`:
  /// (z(1 - alpha) + z(power)) · standard error.
  package static func minimalDetectableEffect(
    standardError: Double, alpha: Double, power: Double = 0.8
  ) -> Double {
    (Normal.quantile(power) - Normal.quantile(alpha)) * standardError
  }

  /// How many rows bring the minimal detectable effect down to `margin`, when `rows` rows gave
  /// `standardError`; nil for a margin of 0 or when the number is beyond 2^53.
  ///
  /// The standard error is taken to fall with the square root of the number of rows.
  package static func rowsNeeded(
    margin: Double, standardError: Double, rows: Int, alpha: Double, power: Double = 0.8
  ) -> Int? {
    guard margin > 0 else { return nil }
    let ratio =
      minimalDetectableEffect(standardError: standardError, alpha: alpha, power: power) / margin
    let needed = (Double(rows) * ratio * ratio).rounded(.up)
    return needed.magnitude < 9_007_199_254_740_992 ? max(1, Int(needed)) : nil
  }
}
