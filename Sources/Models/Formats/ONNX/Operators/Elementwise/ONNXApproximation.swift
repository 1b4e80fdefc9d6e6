/// Functions that ONNX Runtime computes by polynomials (core/mlas/lib/logistic.cpp, tanh.cpp,
/// compute.cpp) and not as the C library does: the last digits differ, near 0 and 1 more, and a score
/// is what the model's own runtime gives.
enum ONNXApproximation {
  /// 1 / (1 + e^−x), off by less than 6e−8.
  static func logistic(_ x: Float) -> Float {
    guard !x.isNaN else { return x }
    let x = min(max(x, -18), 18)
    let square = x * x
    let numerator = polynomial(
      square,
      [
        4.37031012579801e-11, 1.15627324459942e-07, 6.08574864600143e-05, 8.51377133304701e-03,
        2.48287947061529e-01,
      ])
    let denominator = polynomial(
      square,
      [
        6.10247389755681e-13, 5.76102136993427e-09, 6.29106785017040e-06, 1.70198817374094e-03,
        1.16817656904453e-01, 9.93151921023180e-01,
      ])
    return min(max(numerator * x / denominator + 0.5, 0), 1)
  }

  /// The hyperbolic tangent.
  static func tanh(_ x: Float) -> Float {
    guard !x.isNaN else { return x }
    let x = min(max(x, -9), 9)
    let square = x * x
    let numerator = polynomial(
      square,
      [
        -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-08,
        1.48572235717979e-05, 6.37261928875436e-04, 4.89352455891786e-03,
      ])
    let denominator = polynomial(
      square,
      [1.19825839466702e-06, 1.18534705686654e-04, 2.26843463243900e-03, 4.89352518554385e-03])
    return numerator * x / denominator
  }

  /// e^x: the power of two by the exponent's bits, the rest by a polynomial.
  static func exponential(_ x: Float) -> Float {
    guard !x.isNaN else { return x }
    if x > 88.77 { return .infinity }
    let x = max(x, -103.9720840454)
    // Adding and subtracting 1.5 · 2^23 rounds to a whole number.
    let bias: Float = 12_582_912
    let power = fused(x, 1.44269504088896341, bias) - bias
    let rest = fused(power, -1.42860677e-6, fused(power, -6.93145752e-1, x))
    let mantissa = polynomial(
      rest, [0x1.694000p-10, 0x1.125edcp-7, 0x1.555b5ap-5, 0x1.555450p-3, 0x1.fffff6p-2, 1, 1])
    return Float(sign: .plus, exponent: Int(power), significand: mantissa)
  }

  /// Horner's rule, highest power first, each step rounded once.
  private static func polynomial(_ x: Float, _ coefficients: [Float]) -> Float {
    coefficients.dropFirst().reduce(coefficients[0]) { fused($0, x, $1) }
  }

  /// `a · b + c`, rounded once to Float but for a second rounding of a tie.
  ///
  /// The product of two floats is exact in double, so this is the fused operation of the vector
  /// kernels in all but one of a thousand million cases, and no call.
  @inline(__always)
  static func fused(_ a: Float, _ b: Float, _ c: Float) -> Float {
    Float(Double(a) * Double(b) + Double(c))
  }
}
