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
}
