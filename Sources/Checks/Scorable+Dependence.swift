package import Explanations
package import Kernels
internal import Models

extension Scorable {
  /// Partial dependence (Friedman 2001) of the answer on a feature, `result[answer][place]`: the mean over
  /// rows, in units of the answer. Two classes have one answer, that of the positive class; several have
  /// one each, in the gate's order, and none where the model only decides.
  ///
  /// - Throws: ``ExplanationError`` if the model cannot be asked about a place of the grid.
  package func partialDependence(
    on feature: String, grid: FeatureGrid, parallel: Parallel
  ) throws(ExplanationError) -> [[Double]] {
    let curves = try IndividualCurves(of: rows, feature: feature, grid: grid, parallel: parallel)
    var means: [[Double]] = []
    for place in grid.points.indices {
      let answers: Answers
      do throws(Unavailable) {
        answers = try read(Scores(kind: curves.kind, outputs: curves.scores.map { $0[place] }))
      } catch {
        throw .unfit(error.reason)
      }
      let outputs = answers.numbers
      if means.isEmpty { means = Array(repeating: [], count: outputs.count) }
      guard outputs.count == means.count else {
        throw .unfit("the model gives different numbers of scores for different rows")
      }
      for (output, values) in outputs.enumerated() { means[output].append(mean(values)) }
    }
    return means
  }

  private func mean(_ values: [Double]) -> Double {
    guard let weights else {
      return values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
    let total = weights.reduce(0, +)
    return total > 0 ? zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total : 0
  }
}

extension Answers {
  /// The answers that are numbers, `result[answer][row]`.
  fileprivate var numbers: [[Double]] {
    switch self {
    case .binary(let scores, _, _), .regression(let scores), .ranking(let scores): [scores]
    case .multiclass(let probabilities, _): probabilities
    }
  }
}
