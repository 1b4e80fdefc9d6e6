import CKernels

extension DecimalNumber {
  /// The double nearest to `unscaled × 10^−scale`, for a scale that is not negative.
  package static func value(unscaled: Int64, scale: Int) -> Double {
    precondition(scale >= 0)
    let magnitude = unscaled.magnitude
    let value =
      if magnitude <= 1 << 53, scale <= 22 {
        // Both are exact doubles, so one operation rounds once.
        unsafe Double(magnitude) / tg_powers_of_ten()[scale]
      } else {
        eiselLemire(magnitude, -scale)
      }
    return unscaled < 0 ? -value : value
  }
}
