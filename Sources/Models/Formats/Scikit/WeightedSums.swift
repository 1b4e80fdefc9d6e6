import Kernels
import Tabular

/// Linear functions of the inputs, one per output.
struct WeightedSums: Sendable {
  /// `weights[output][input]`
  let weights: [[Double]]
  let starts: [Double]

  /// The coefficients of a linear estimator.
  ///
  /// - Parameter outputs: how many functions there must be.
  init(_ object: PythonObject, outputs: Int) throws(ModelError) {
    let coefficients = try object.attribute("coef_")
    let weights = try coefficients.rows()
    guard weights.count == outputs else {
      throw coefficients.malformed(
        "holds \(weights.count) rows of coefficients; \(outputs) are expected")
    }
    let intercepts = try object.attribute("intercept_").finiteNumbers()
    guard intercepts.count == outputs || intercepts.count == 1 else {
      throw object.malformed("has \(intercepts.count) intercepts for \(outputs) outputs")
    }
    self.weights = weights
    starts = (0..<outputs).map { intercepts[intercepts.count == 1 ? 0 : $0] }
  }

  var inputCount: Int { weights.first?.count ?? 0 }

  /// `result[output][row]`, sums in order of inputs.
  func sums(of inputs: [[Double]], rowCount: Int, parallel: Parallel) -> [[Double]] {
    zip(weights, starts).map { weights, start in
      parallel.fill(count: rowCount, initial: 0.0) { rows, cells in
        for (input, weight) in zip(inputs, weights) {
          for (offset, row) in rows.enumerated() { cells[offset] += input[row] * weight }
        }
        for offset in 0..<rows.count { cells[offset] += start }
      }
    }
  }

  /// Reads the inputs and refuses another number of them.
  func inputs(of columns: [Column]) throws(ModelError) -> [[Double]] {
    guard columns.count == inputCount else {
      throw .wrongFeatureCount(model: inputCount, table: columns.count)
    }
    return try InputNumbers(allowsMissing: false).numbers(of: columns)
  }
}
