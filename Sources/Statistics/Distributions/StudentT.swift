/// Student's t distribution.
package struct StudentT: Sendable {
  /// Degrees of freedom, positive.
  package let degrees: Double

  package init(degrees: Double) {
    self.degrees = degrees
  }

  /// P(T > |t|) · 2, the two-sided p-value.
  package func twoSided(_ t: Double) -> Double {
    // Past this the distribution is the normal one to 1e-9 of p, and the beta function loses digits.
    if degrees > 1e8 { return 2 * Normal.upperTail(t.magnitude) }
    let square = t * t
    guard square.isFinite else { return 0 }
    return Beta.cumulative(degrees / (degrees + square), degrees / 2, 0.5)
  }

  /// P(T <= t).
  package func cumulative(_ t: Double) -> Double {
    t < 0 ? twoSided(t) / 2 : 1 - twoSided(t) / 2
  }

  /// The t with P(T > t) = `alpha`, for alpha in (0, 0.5].
  package func upperQuantile(_ alpha: Double) -> Double {
    let normal = -Normal.quantile(alpha)
    if degrees > 1e8 || alpha >= 0.5 { return normal }
    // Student's tail is the heavier one, so the normal limit is a lower bound.
    var low = normal
    var high = 2 * normal + 1
    while twoSided(high) > 2 * alpha, high < 1e300 { high *= 2 }
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return middle }
      if twoSided(middle) > 2 * alpha { low = middle } else { high = middle }
    }
  }
}
