package import Kernels

/// XGBoost's `gblinear`: a weighted sum per output, in Float and in order of features.
package struct LinearBooster: Sendable {
  /// `weights[feature][output]`.
  package let weights: [[Float]]
  /// What each output starts from: its bias plus the base score.
  package let starts: [Float]

  /// The margins of a table's rows, `result[output][row]`; missing values add nothing.
  ///
  /// - Precondition: one column of `rowCount` values per feature.
  package func margins(
    of features: [[Double]], rowCount: Int, parallel: Parallel
  ) -> [[Double]] {
    starts.indices.map { output in
      parallel.fill(count: rowCount, initial: 0.0) { rows, cells in
        for (offset, row) in rows.enumerated() {
          var sum = starts[output]
          for (feature, weights) in zip(features, weights) where !feature[row].isNaN {
            sum += Float(feature[row]) * weights[output]
          }
          cells[offset] = Double(sum)
        }
      }
    }
  }
}
