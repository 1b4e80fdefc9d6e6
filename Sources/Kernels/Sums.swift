/// Sums that are the same bits for any order of the terms, on any machine and for any number of threads.
///
/// Terms are rounded to a grid of 2^-62 of the power of two above the largest of them and added as whole
/// numbers, which forget the order (the idea of Demmel and Nguyen, "Fast reproducible floating-point
/// summation", ARITH 2013, with one bin). The error is at most n · 2^-63 of that power, less than that of
/// adding in any order.
package enum Sums {
  /// The sum of `value(0) … value(count - 1)`, which is asked twice.
  @inlinable
  package static func unordered(count: Int, _ value: (Int) -> Double) -> Double {
    var largest = 0.0
    var isFinite = true
    for index in 0..<count {
      let magnitude = value(index).magnitude
      // Also not a number fails this.
      if !(magnitude <= Double.greatestFiniteMagnitude) { isFinite = false }
      if magnitude > largest { largest = magnitude }
    }
    // Infinity and NaN forget the order too; the smallest numbers have no room for a finer grid.
    guard isFinite, largest > 0x1p-900 else {
      var sum = 0.0
      for index in 0..<count { sum += value(index) }
      return sum
    }
    // 2^61 at most.
    let exponent = 60 - Int(largest.exponent)
    let (scale, back) = (power(exponent), power(-exponent))
    var sum = Int128(0)
    for index in 0..<count {
      let term = value(index) * scale
      sum += Int128(Int64(term + (term < 0 ? -0.5 : 0.5)))
    }
    return Double(sum) * back
  }

  /// The sum of `values`.
  package static func unordered(_ values: [Double]) -> Double {
    unordered(count: values.count) { values[$0] }
  }

  @inlinable
  static func power(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
