import Kernels
import Statistics

/// Sums and means over rows under their weights; rows of weight 0 count as absent.
struct RowWeights: Sendable {
  /// Nil means all 1.
  let values: [Double]?
  /// The sum of the weights.
  let total: Double
  /// Rows of positive weight; with frequencies the rows that they stand for.
  let rows: Int

  /// Fails when no row has a positive weight.
  init(_ outcomes: some RowOutcomes) throws(Undefined) {
    values = outcomes.weights
    total = values.map(Sums.unordered) ?? Double(outcomes.rowCount)
    rows = outcomes.sample(RowIdentity()).units(count: outcomes.rowCount)
    guard rows > 0 else { throw .noRows }
  }

  /// Those of some of the rows: the others have weight 0.
  ///
  /// - Throws: `reason` when no row has a positive weight.
  init(weights: [Double], meaning: WeightMeaning, otherwise reason: Undefined) throws(Undefined) {
    values = weights
    total = Sums.unordered(weights)
    rows = RowSample(weights: weights, meaning: meaning).units(count: weights.count)
    guard rows > 0 else { throw reason }
  }

  @inline(__always)
  subscript(row: Int) -> Double { values?[row] ?? 1 }

  /// The weighted mean of one number a row; a row of weight 0 may have any value, even NaN.
  func mean(of terms: [Double]) -> Double {
    guard let values else { return Sums.unordered(terms) / total }
    let sum = Sums.unordered(count: terms.count) { row in
      values[row] > 0 ? values[row] * terms[row] : 0
    }
    return sum / total
  }

  /// The mean of one loss a row, with the influence of each row: its loss minus the mean.
  func meanLoss(of losses: [Double], notes: [String] = []) -> MetricValue {
    let mean = mean(of: losses)
    return MetricValue(
      value: mean, rows: rows, influence: influence(count: losses.count) { losses[$0] - mean },
      notes: notes)
  }

  /// One value a row, 0 for rows of weight 0, whose numbers may be outside a formula's domain.
  @inline(__always)
  func influence(count: Int, _ value: (Int) -> Double) -> [Double] {
    guard let values else { return (0..<count).map(value) }
    return (0..<count).map { values[$0] > 0 ? value($0) : 0 }
  }

  /// How many rows of positive weight `predicate` holds for.
  func count(of rows: Range<Int>, where predicate: (Int) -> Bool) -> Int {
    rows.count { self[$0] > 0 && predicate($0) }
  }

  /// The weighted median of one number a row. Where exactly half of the weight lies at or below a
  /// number, it is the mean of that number and the next.
  func median(of numbers: [Double]) -> Double {
    let ascending = DescendingOrder.positions(of: numbers).reversed().lazy
      .map(Int.init).filter { self[$0] > 0 }
    var mass = CompensatedSum()
    var lower: Double?
    for row in ascending {
      if let lower { return (lower + numbers[row]) / 2 }
      mass.add(self[row])
      if mass.value > total / 2 { return numbers[row] }
      if mass.value == total / 2 { lower = numbers[row] }
    }
    // Rounding of the sum left the last number at half of the total.
    return lower ?? .nan
  }
}
