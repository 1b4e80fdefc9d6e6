package import Kernels
package import Metrics

/// What one model said of the evaluation rows, and what was true, by task.
package enum Outcomes: Sendable {
  case binary(BinaryOutcomes)
  case multiclass(MulticlassOutcomes)
  case regression(RegressionOutcomes)
  case ranking(RankingOutcomes)

  /// The same for the rows of `mask` alone.
  package func restricted(to mask: RowMask) -> Outcomes {
    switch self {
    case .binary(let outcomes): .binary(outcomes.restricted(to: mask))
    case .multiclass(let outcomes): .multiclass(outcomes.restricted(to: mask))
    case .regression(let outcomes): .regression(outcomes.restricted(to: mask))
    case .ranking(let outcomes): .ranking(outcomes.restricted(to: mask))
    }
  }

  /// The rows judged: those of the slice, where it is one, with weights not counted.
  package var rowCount: Int {
    switch self {
    case .binary(let outcomes): outcomes.count
    case .multiclass(let outcomes): outcomes.count
    case .regression(let outcomes): outcomes.count
    case .ranking(let outcomes): outcomes.count
    }
  }
}
