internal import Kernels

/// Who gets how much of each row's score: the base and the features' values add up to the score.
package struct Attributions: Sendable {
  /// How the values were found.
  package enum Method: String, Sendable {
    /// Exact for trees; features outside of a coalition are averaged by the training rows below each
    /// node. In margins, before the link.
    case treePathDependent = "tree-path-dependent"
    /// Exact for trees; features outside of a coalition take the values of background rows. In margins.
    case treeInterventional = "tree-interventional"
    /// Exact for weighted sums: coefficient times distance from the background's mean.
    case linear
    /// Any model, by random orders of the features; each value has a standard error.
    case sampling
  }

  package let method: Method
  /// The names of the model's features.
  package let features: [String]
  package let rowCount: Int
  /// By output, the score that is shared out of nothing: the mean over the background or the training
  /// rows.
  package let bases: [Double]
  /// `values[output][feature][row]`, in units of the score.
  package let values: [[[Double]]]
  /// The standard errors of ``values``, in the same shape; empty where they are exact.
  package let standardErrors: [[[Double]]]

  package init(
    method: Method, features: [String], rowCount: Int, bases: [Double], values: [[[Double]]],
    standardErrors: [[[Double]]] = []
  ) {
    self.method = method
    self.features = features
    self.rowCount = rowCount
    self.bases = bases
    self.values = values
    self.standardErrors = standardErrors
  }

  /// The base and all values of each row together: the score that they explain.
  package func scores(output: Int) -> [Double] {
    (0..<rowCount).map { row in
      values[output].reduce(bases[output]) { $0 + $1[row] }
    }
  }

  /// The mean over rows of the absolute values, summed over outputs, by feature.
  ///
  /// - Parameter weights: By row; nil for equal ones.
  package func meanAbsoluteValues(weights: [Double]? = nil) -> [Double] {
    let total = weights.map(Sums.unordered) ?? Double(rowCount)
    return features.indices.map { feature in
      let sum = Sums.unordered(count: rowCount) { row in
        values.reduce(0) { $0 + (weights?[row] ?? 1) * $1[feature][row].magnitude }
      }
      return total > 0 ? sum / total : 0
    }
  }
}
