internal import Kernels
internal import Models

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

  /// The rows' weights; nil for equal ones.
  var weights: [Double]? {
    switch outcomes {
    case .binary(let rows): rows.weights
    case .multiclass(let rows): rows.weights
    case .regression(let rows): rows.weights
    case .ranking(let rows): rows.weights
    }
  }

  /// The same rows with margins for answers; nil where the model refuses.
  func margins(parallel: Parallel) throws(ModelError) -> ScorableRows {
    try ScorableRows(rows.model, table: rows.table, output: .raw, parallel: parallel)
  }
}
