package import Kernels

extension TreeEnsemble {
  /// The raw margins of a table's rows: `result[output][row]`.
  ///
  /// Arranges the trees first; who scores more than one table makes a ``CompiledEnsemble`` once.
  ///
  /// - Parameter features: One column per feature, in training order, each of `rowCount` values: NaN
  ///   where missing, categories as codes.
  /// - Precondition: `features` has ``featureCount`` columns of `rowCount` values.
  package func margins(
    of features: [[Double]], rowCount: Int, parallel: Parallel
  ) -> [[Double]] {
    CompiledEnsemble(self).margins(of: features, rowCount: rowCount, parallel: parallel)
  }

  /// The same margins by the plain walk.
  func walkedMargins(
    of features: [[Double]], rowCount: Int, parallel: Parallel
  ) -> [[Double]] {
    let chunk = 4096
    let pieces = parallel.map(count: (rowCount + chunk - 1) / chunk) { piece in
      (piece * chunk..<min(rowCount, (piece + 1) * chunk)).map { row in
        walkedMargins { features[$0][row] }
      }
    }
    return (0..<outputCount).map { output in
      pieces.flatMap { rows in rows.map { $0[output] } }
    }
  }
}
