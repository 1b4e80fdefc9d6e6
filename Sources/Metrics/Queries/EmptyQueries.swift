/// What becomes of a query without a relevant row, for which no order is better than another; the raw
/// value is the word in `tollgate.yml`.
package enum EmptyQueries: String, Sendable, CaseIterable {
  /// It is left out, and reports count it.
  case skip
  /// It counts 0, as in scikit-learn.
  case zero
  /// It counts 1, as in LightGBM and XGBoost.
  case one
}

/// How many rows of a query are looked at.
package enum RankCutoff: Sendable, Equatable {
  case all
  /// At least 1.
  case first(Int)

  /// As a number of ranks; `all` is more than any query has.
  var ranks: Int {
    switch self {
    case .all: .max
    case .first(let count): count
    }
  }
}

/// What the metrics of relevant and irrelevant rows are about.
package struct RelevanceOptions: Sendable, Equatable {
  package let cutoff: RankCutoff
  /// A row is relevant from this grade on.
  package let threshold: Double
  package let empty: EmptyQueries

  package init(cutoff: RankCutoff, threshold: Double = 1, empty: EmptyQueries = .skip) {
    self.cutoff = cutoff
    self.threshold = threshold
    self.empty = empty
  }
}
