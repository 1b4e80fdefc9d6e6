internal import Metrics

extension Outcomes {
  /// One loss a row, or why there is none.
  func losses(_ loss: RowLoss) -> RowLosses {
    switch self {
    case .binary(let rows): RowLosses(loss, rows)
    case .multiclass(let rows): RowLosses(loss, rows)
    case .regression(let rows): RowLosses(loss, rows)
    case .ranking: .undefined("a ranking costs by query, not by row")
    }
  }

  /// The rows' weights, in a ranking those of their queries; nil means all 1.
  var weights: [Double]? {
    switch self {
    case .binary(let rows): rows.weights
    case .multiclass(let rows): rows.weights
    case .regression(let rows): rows.weights
    case .ranking(let rows):
      rows.weights.map { weights in rows.queries.codes.map { weights[Int($0)] } }
    }
  }
}
