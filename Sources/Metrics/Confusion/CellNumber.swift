/// A number computed from the four cells of a confusion matrix, with its slope by each cell.
///
/// Forward-mode differentiation: a metric is written once, as its formula, and its influence values
/// come out exact. Lanes are true negatives, false positives, false negatives, true positives.
struct CellNumber: Sendable {
  var value: Double
  var slopes: SIMD4<Double>

  /// A constant.
  init(_ value: Double) {
    self.value = value
    slopes = .zero
  }

  init(value: Double, slopes: SIMD4<Double>) {
    self.value = value
    self.slopes = slopes
  }

  static func + (a: CellNumber, b: CellNumber) -> CellNumber {
    CellNumber(value: a.value + b.value, slopes: a.slopes + b.slopes)
  }

  static func - (a: CellNumber, b: CellNumber) -> CellNumber {
    CellNumber(value: a.value - b.value, slopes: a.slopes - b.slopes)
  }

  static func * (a: CellNumber, b: CellNumber) -> CellNumber {
    CellNumber(value: a.value * b.value, slopes: a.slopes * b.value + b.slopes * a.value)
  }

  static func * (factor: Double, a: CellNumber) -> CellNumber {
    CellNumber(value: factor * a.value, slopes: factor * a.slopes)
  }

  static func / (a: CellNumber, b: CellNumber) -> CellNumber {
    let quotient = a.value / b.value
    return CellNumber(value: quotient, slopes: (a.slopes - b.slopes * quotient) / b.value)
  }

  /// The square root of a number that is not negative; at 0 the slope is taken as 0.
  var squareRoot: CellNumber {
    let root = value.squareRoot()
    return CellNumber(value: root, slopes: root > 0 ? slopes / (2 * root) : .zero)
  }
}
