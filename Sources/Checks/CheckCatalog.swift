import Metrics

/// Every check there is, in alphabetical order of id.
///
/// Metrics come in through ``MetricCheck``; any other check is one file in `BuiltIn/` and one line here.
package enum CheckCatalog {
  /// A check for two tasks is here twice, once for each; equal ids are told apart by their task.
  package static let all: [CheckKind] =
    (MetricCatalog.binary.map { CheckKind(binary: $0) }
    + MetricCatalog.multiclass.map { CheckKind(multiclass: $0) }
    + MetricCatalog.regression.map { CheckKind(regression: $0) }
    + RankingMetrics.all + ParametricMetrics.all + builtIn)
    .sorted { ($0.id, $0.task?.rawValue ?? "") < ($1.id, $1.task?.rawValue ?? "") }

  private static let builtIn: [CheckKind] =
    [AlertVolume.kind] + AttributeFlip.kinds + FairnessCheck.kinds
    + [ScoreProxy.kind] + ScoreDistanceCheck.kinds + FlipCheck.kinds
    + SliceOptions.tasks.map(RegressedSlices.kind)
    + SliceOptions.tasks.map(WeakSlices.kind) + ExplanationChecks.all
    + [UnknownCategoriesCheck.kind, RowCount.kind, MissingShare.kind, UnseenCategories.kind]

  /// Every id, once, in alphabetical order.
  package static var ids: [String] {
    var ids: [String] = []
    for kind in all where ids.last != kind.id { ids.append(kind.id) }
    return ids
  }

  /// The kinds of that id: one for each task it fits.
  package static func kinds(_ id: String) -> [CheckKind] { all.filter { $0.id == id } }
}
