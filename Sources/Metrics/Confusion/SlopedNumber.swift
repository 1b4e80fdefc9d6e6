/// A number computed from a few sums, with its slope by each of them.
///
/// Forward-mode differentiation: a metric is written once, as its formula, and its influence values
/// come out exact.
struct SlopedNumber<Slopes: SIMD & Sendable>: Sendable
where Slopes.Scalar == Double {
  var value: Double
  var slopes: Slopes

  /// A constant.
  init(_ value: Double) {
    self.value = value
    slopes = Slopes()
  }

  init(value: Double, slopes: Slopes) {
    self.value = value
    self.slopes = slopes
  }

  static func + (a: SlopedNumber, b: SlopedNumber) -> SlopedNumber {
    SlopedNumber(value: a.value + b.value, slopes: a.slopes + b.slopes)
  }

  static func - (a: SlopedNumber, b: SlopedNumber) -> SlopedNumber {
    SlopedNumber(value: a.value - b.value, slopes: a.slopes - b.slopes)
  }

  static func * (a: SlopedNumber, b: SlopedNumber) -> SlopedNumber {
    SlopedNumber(value: a.value * b.value, slopes: a.slopes * b.value + b.slopes * a.value)
  }

  static func * (factor: Double, a: SlopedNumber) -> SlopedNumber {
    SlopedNumber(value: factor * a.value, slopes: factor * a.slopes)
  }

  static func / (a: SlopedNumber, b: SlopedNumber) -> SlopedNumber {
    let quotient = a.value / b.value
    return SlopedNumber(value: quotient, slopes: (a.slopes - b.slopes * quotient) / b.value)
  }

  /// The square root of a number that is not negative; at 0 the slope is taken as 0.
  var squareRoot: SlopedNumber {
    let root = value.squareRoot()
    return SlopedNumber(value: root, slopes: root > 0 ? slopes / (2 * root) : Slopes())
  }
}
