package import Checks
internal import Findings

/// What a gate judges when nobody said: one primary comparison or two with the margins that the field
/// uses, and the usual numbers recorded beside them.
package enum DefaultSuites {
  /// One line of a default suite.
  package struct Line: Sendable {
    package let check: String
    /// The margin of `max_regression`; nil records only.
    package let maxRegression: String?
    /// Why the line is there, for the comments of `tollgate init`.
    package let comment: String
  }

  /// In the order in which they are judged and shown.
  package static func lines(_ task: TaskKind) -> [Line] {
    switch task {
    case .binary:
      [
        Line(check: "roc_auc", maxRegression: "0.005", comment: "ranks positives above negatives"),
        Line(check: "log_loss", maxRegression: "1%", comment: "punishes confident mistakes"),
        Line(check: "recall", maxRegression: nil, comment: "share of positives that are found"),
        Line(check: "precision", maxRegression: nil, comment: "share of alarms that are right"),
        Line(check: "accuracy", maxRegression: nil, comment: "share of rows decided right"),
      ]
    case .multiclass:
      [
        Line(check: "accuracy", maxRegression: "1pp", comment: "share of rows decided right"),
        Line(check: "log_loss", maxRegression: "1%", comment: "punishes confident mistakes"),
        Line(check: "macro_f1", maxRegression: nil, comment: "all classes alike, rare ones too"),
      ]
    case .regression:
      [
        Line(check: "rmse", maxRegression: "1%", comment: "large errors count most"),
        Line(check: "mae", maxRegression: "1%", comment: "the typical error"),
        Line(check: "r2", maxRegression: nil, comment: "share of the variance that is explained"),
      ]
    case .ranking:
      [
        Line(check: "ndcg", maxRegression: "0.01", comment: "relevance among the first 10"),
        Line(check: "mrr", maxRegression: nil, comment: "how far down the first relevant row is"),
        Line(check: "map", maxRegression: nil, comment: "precision down to each relevant row"),
      ]
    }
  }

  /// The lines as entries. Without a baseline nothing can be compared, so everything is recorded.
  static func entries(_ task: TaskKind, hasBaseline: Bool) -> [EntryConfiguration] {
    lines(task).filter { !CheckCatalog.kinds($0.check).isEmpty }.map { line in
      var conditions: [Condition] = []
      if hasBaseline, let text = line.maxRegression,
        let bound = Bound(parsing: text, isMargin: true)
      {
        conditions.append(Condition(kind: .maxRegression, bound: bound, judge: .interval))
      }
      return EntryConfiguration(
        suite: "performance", check: Located(line.check, at: nil), name: nil,
        conditions: conditions, slices: .none, severity: .fail, proof: nil, options: [])
    }
  }
}
