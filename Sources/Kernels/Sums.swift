/// Sums in one fixed order: the same bits on any machine and for any number of threads.
///
/// Blocks of 128 values are summed left to right and the block sums pairwise, so the rounding error
/// grows with the logarithm of the length (Higham, "The accuracy of floating point summation", 1993).
package enum Sums {
  /// The sum of `value(0) … value(count - 1)`.
  @inlinable
  package static func pairwise(count: Int, _ value: (Int) -> Double) -> Double {
    pairwise(from: 0, to: count, value)
  }

  /// The sum of `values`.
  package static func pairwise(_ values: [Double]) -> Double {
    pairwise(count: values.count) { values[$0] }
  }

  /// The sum of `value(start) … value(end - 1)`.
  @inlinable
  package static func pairwise(from start: Int, to end: Int, _ value: (Int) -> Double) -> Double {
    if end - start <= 128 {
      var sum = 0.0
      for index in start..<end { sum += value(index) }
      return sum
    }
    // Halves are cut at a multiple of 128, so equal prefixes are summed alike.
    let half = ((end - start) / 2 + 127) & ~127
    return pairwise(from: start, to: start + half, value)
      + pairwise(from: start + half, to: end, value)
  }
}
