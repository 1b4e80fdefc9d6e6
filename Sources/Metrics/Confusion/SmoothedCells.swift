/// A formula of the four cells of a confusion matrix, for the interval of its value.
///
/// On few rows some cell is often empty, and then the influence values say that nothing varies: F1
/// without a true positive, a likelihood ratio without a false negative. So the interval is made around the
/// formula of the cells with one more row spread evenly over them (Perks' prior; Agresti and Coull, "Approximate is
/// better than exact", The American Statistician 52, 1998, do the same with four rows for one share).
package struct SmoothedCells: Sendable {
  /// The share of the weight in each cell; lanes as in ``CellNumber``.
  private let shares: SIMD4<Double>
  /// Rows of positive weight in all cells; with frequencies the rows that they stand for.
  package let rows: Int
  private let formula: @Sendable (BinaryConfusion) throws(Undefined) -> CellNumber

  init(
    masses: SIMD4<Double>, rows: Int,
    formula: @escaping @Sendable (BinaryConfusion) throws(Undefined) -> CellNumber
  ) {
    shares = masses / masses.sum()
    self.rows = rows
    self.formula = formula
  }

  /// The formula's value and standard error with a quarter of a row in each cell added to `rows` rows;
  /// nil where it is undefined even so.
  ///
  /// - Parameter rows: Those that the table stands for: with importance weights or clusters fewer than
  ///   there are.
  package func estimate(rows: Double) -> (value: Double, standardError: Double)? {
    let total = rows + 1
    guard let number = number(rows * shares + 0.25), number.value.isFinite else { return nil }
    let variance = variance(of: number, (rows * shares + 0.25) / total, total)
    guard variance.isFinite else { return nil }
    return (number.value, (variance / total).squareRoot())
  }

  /// The variance that one row gives, by the cells as they are; nil where the formula is undefined.
  package var unitVariance: Double? {
    number(shares).map { variance(of: $0, shares, 1) }
  }

  private func number(_ masses: SIMD4<Double>) -> CellNumber? {
    do { return try formula(BinaryConfusion(masses: masses)) } catch { return nil }
  }

  /// Formulas do not change when all weights are scaled, so the slopes have mean zero.
  private func variance(
    of number: CellNumber, _ shares: SIMD4<Double>, _ total: Double
  ) -> Double {
    let influence = total * number.slopes
    return (shares * influence * influence).sum()
  }
}
