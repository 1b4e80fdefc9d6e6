internal import Kernels

/// The weighted mean of some rows' values and what its error is made of.
struct SliceMoments: Sendable {
  let rows: Int
  let weight: Double
  let mean: Double
  /// The error of the mean; nil with fewer than two rows.
  let error: Double?

  /// - Parameters:
  ///   - values: One a row of the table.
  ///   - weights: Positive on `rows`; nil means all 1.
  init(of rows: [Int32], values: [Double], weights: [Double]?) {
    func weight(_ place: Int) -> Double { weights?[Int(rows[place])] ?? 1 }
    self.rows = rows.count
    let total = Sums.pairwise(count: rows.count, weight)
    let mean =
      Sums.pairwise(count: rows.count) { weight($0) * values[Int(rows[$0])] }
      / max(total, .leastNormalMagnitude)
    let squares = Sums.pairwise(count: rows.count) { place in
      let term = weight(place) * (values[Int(rows[place])] - mean)
      return term * term
    }
    (self.weight, self.mean) = (total, mean)
    let n = Double(rows.count)
    error = rows.count > 1 ? (squares * n / (n - 1)).squareRoot() / total : nil
  }
}
