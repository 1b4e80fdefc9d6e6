internal import Kernels
internal import Metrics
internal import Models
internal import Statistics

extension Scorable {
  /// One number a row: the score of the positive class, the prediction, or the rank score; empty for
  /// answers of any other kind.
  func single(_ scores: Scores) -> [Double] {
    do throws(Unavailable) {
      switch try read(scores) {
      case .binary(let scores, _, _), .regression(let scores), .ranking(let scores): return scores
      case .multiclass: return []
      }
    } catch {
      return []
    }
  }

  /// The rows' weights, in rankings those of their queries; nil for equal ones.
  var weights: [Double]? {
    switch outcomes {
    case .binary(let rows): rows.weights
    case .multiclass(let rows): rows.weights
    case .regression(let rows): rows.weights
    case .ranking(let rows):
      rows.weights.map { weights in rows.queries.codes.map { weights[Int($0)] } }
    }
  }

  /// What the weights say.
  var weightMeaning: WeightMeaning {
    switch outcomes {
    case .binary(let rows): rows.weightMeaning
    case .multiclass(let rows): rows.weightMeaning
    case .regression(let rows): rows.weightMeaning
    case .ranking(let rows): rows.weightMeaning
    }
  }

  /// The same rows with margins for answers; nil where the model refuses.
  func margins(parallel: Parallel) throws(ModelError) -> ScorableRows {
    try ScorableRows(rows.model, table: rows.table, output: .raw, parallel: parallel)
  }

  /// One yes or no a row as decisions, with the rows' weights.
  func depending(_ flags: [UInt8]) -> BinaryOutcomes {
    BinaryOutcomes(
      labels: [UInt8](repeating: 0, count: flags.count), scores: [], scoresAreProbabilities: false,
      decisions: flags, weights: weights, weightMeaning: weightMeaning, threshold: 0.5,
      descending: [])
  }

  /// One number a row as predictions of 0, with the rows' weights.
  func moving(_ changes: [Double]) -> RegressionOutcomes {
    RegressionOutcomes(
      labels: [Double](repeating: 0, count: changes.count), predictions: changes,
      weights: weights, weightMeaning: weightMeaning)
  }
}
