import Kernels

/// Standard errors from influence values.
package enum InfluenceError {
  /// The standard error of a statistic with these influence values, or nil with fewer than two rows
  /// of positive weight.
  ///
  /// The robust form, right for sampling and importance weights:
  /// Var = n / (n - 1) · Σ w² ψ² / (Σ w)², where n counts rows of positive weight. Without weights
  /// that is Σ ψ² / (n (n - 1)).
  ///
  /// - Parameters:
  ///   - influence: One value a row, with mean 0 under the weights.
  ///   - weights: Finite and not negative; nil means all 1.
  package static func standardError(_ influence: [Double], weights: [Double]?) -> Double? {
    guard let weights else {
      guard influence.count > 1 else { return nil }
      let squares = Sums.pairwise(count: influence.count) { influence[$0] * influence[$0] }
      let n = Double(influence.count)
      return (squares / n / (n - 1)).squareRoot()
    }
    let rows = weights.count { $0 > 0 }
    guard rows > 1 else { return nil }
    let sum = Sums.pairwise(weights)
    let squares = Sums.pairwise(count: influence.count) { row in
      let term = weights[row] / sum * influence[row]
      return term * term
    }
    return (squares * Double(rows) / Double(rows - 1)).squareRoot()
  }

  /// Kish's effective number of rows, (Σ w)² / Σ w²; `count` without weights.
  package static func effectiveRows(count: Int, weights: [Double]?) -> Double {
    guard let weights else { return Double(count) }
    let sum = Sums.pairwise(weights)
    let squares = Sums.pairwise(count: weights.count) { weights[$0] * weights[$0] }
    return squares > 0 ? sum * sum / squares : 0
  }
}
