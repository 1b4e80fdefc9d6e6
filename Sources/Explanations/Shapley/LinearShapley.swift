package import Models

/// Exact SHAP values of weighted sums: a coefficient times the distance from the background's mean.
/// A missing value adds nothing to the sum, so it counts as 0.
package enum LinearShapley {
  /// The values of some rows against the means of a background, in margins.
  ///
  /// - Parameters:
  ///   - inputs: One column per feature; NaN where missing.
  ///   - background: The same for the background's rows, at least one.
  package static func attributions(
    of booster: LinearBooster, inputs: [[Double]], background: [[Double]], features: [String]
  ) throws(ExplanationError) -> Attributions {
    guard let count = background.first?.count, count > 0 else {
      throw .unfit("the background has no rows to compare with")
    }
    func filled(_ column: [Double]) -> [Double] { column.map { $0.isNaN ? 0 : Double(Float($0)) } }
    let means = background.map { filled($0).reduce(0, +) / Double(count) }
    let columns = inputs.map(filled)
    let outputs = booster.starts.indices
    return Attributions(
      method: .linear, features: features, rowCount: columns.first?.count ?? 0,
      bases: outputs.map { output in
        zip(booster.weights, means).reduce(Double(booster.starts[output])) {
          $0 + Double($1.0[output]) * $1.1
        }
      },
      values: outputs.map { output in
        columns.indices.map { feature in
          let weight = Double(booster.weights[feature][output])
          return columns[feature].map { weight * ($0 - means[feature]) }
        }
      })
  }
}
