package import Kernels

/// What turns a booster's margins into predictions: a library's objective.
package protocol Link: Sendable {
  /// What the model predicts, for a booster of `outputCount` outputs.
  func task(outputCount: Int) -> ModelTask

  /// What the numbers of ``predictions(from:parallel:)`` are.
  func predictionKind(outputCount: Int) -> Scores.Kind

  /// The library's own predictions, in its own precision.
  ///
  /// - Parameter margins: `margins[output][row]`.
  func predictions(from margins: [[Double]], parallel: Parallel) -> [[Double]]
}

extension Link {
  /// `transform` of every row of every output.
  func map(
    _ margins: [[Double]], parallel: Parallel, _ transform: @Sendable (Double) -> Double
  ) -> [[Double]] {
    margins.map { output in
      parallel.fill(count: output.count, initial: 0.0) { range, cells in
        for (offset, row) in range.enumerated() { cells[offset] = transform(output[row]) }
      }
    }
  }

  /// `transform` of every row over all of its outputs, in place.
  func mapRows(
    _ margins: [[Double]], parallel: Parallel, _ transform: @Sendable (inout [Double]) -> Void
  ) -> [[Double]] {
    let rowCount = margins.first?.count ?? 0
    let chunk = 4096
    let pieces = parallel.map(count: (rowCount + chunk - 1) / chunk) { piece in
      let rows = piece * chunk..<min(rowCount, (piece + 1) * chunk)
      var block = margins.map { Array($0[rows]) }
      var values = [Double](repeating: 0, count: margins.count)
      for row in 0..<rows.count {
        for output in block.indices { values[output] = block[output][row] }
        transform(&values)
        for output in block.indices { block[output][row] = values[output] }
      }
      return block
    }
    return margins.indices.map { output in pieces.flatMap { $0[output] } }
  }
}
