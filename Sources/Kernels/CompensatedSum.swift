/// A running sum whose error does not grow with the number of terms.
///
/// Neumaier's variant of Kahan summation ("Rundungsfehleranalyse einiger Verfahren zur Summation
/// endlicher Summen", 1974). For running totals, where ``Sums`` cannot be used; sums of integers
/// below 2^53 are exact.
@frozen
package struct CompensatedSum: Sendable {
  @usableFromInline var sum: Double
  @usableFromInline var correction: Double

  /// An empty sum.
  @inlinable
  package init() {
    sum = 0
    correction = 0
  }

  /// Adds a finite term.
  @inlinable
  package mutating func add(_ term: Double) {
    let next = sum + term
    correction += sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
    sum = next
  }

  /// The sum of the terms so far.
  @inlinable
  package var value: Double { sum + correction }
}
