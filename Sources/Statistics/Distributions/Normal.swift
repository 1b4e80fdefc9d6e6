import RealModule

/// The standard normal distribution.
package enum Normal {
  /// The density at `x`.
  package static func density(_ x: Double) -> Double {
    // 1 / sqrt(2 pi)
    0.398_942_280_401_432_7 * Double.exp(-x * x / 2)
  }

  /// P(Z <= x), with full relative accuracy in the lower tail.
  package static func cumulative(_ x: Double) -> Double {
    let root = 2.0.squareRoot()
    let z = -x / root
    // The rounding of z, which the tail would multiply by z²; the last factor is sqrt(2) - root.
    let rounding = ((-x).addingProduct(-z, root) - z * -9.667_293_313_452_913e-17) / root
    guard rounding.isFinite else { return Double.erfc(z) / 2 }
    // The slope of erfc is -2 / sqrt(pi) exp(-z²).
    return (Double.erfc(z) - 1.128_379_167_095_512_6 * Double.exp(-z * z) * rounding) / 2
  }

  /// P(Z > x), with full relative accuracy in the upper tail.
  package static func upperTail(_ x: Double) -> Double { cumulative(-x) }

  /// The x with P(Z <= x) = `probability`; infinite at 0 and 1, NaN outside.
  ///
  /// A rational start (Abramowitz and Stegun 26.2.23, error below 4.5e-4) and three steps of Halley's
  /// method, each of which triples the number of right digits.
  package static func quantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    // 1 - p is exact above one half, and the lower tail keeps its relative accuracy.
    if probability > 0.5 { return -quantile(1 - probability) }
    if probability == 0.5 { return 0 }
    if probability == 0 { return -.infinity }
    let t = (-2 * Double.log(probability)).squareRoot()
    let numerator = 2.515_517 + t * (0.802_853 + t * 0.010_328)
    let denominator = 1 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308))
    var x = numerator / denominator - t
    for _ in 0..<3 {
      let step = (cumulative(x) - probability) / density(x)
      guard step.isFinite else { break }
      x -= step / (1 + x * step / 2)
    }
    return x
  }
}
