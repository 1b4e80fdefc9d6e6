package import Explanations
internal import Findings
internal import Metrics

/// Which permutation importance a check wants: asked for twice, computed once.
package struct ImportanceRequest: Sendable, Hashable {
  package let role: Role
  /// An id of the task's metrics.
  package let metric: String
  package let repeats: Int
  /// The most rows, chosen by the hash of their keys; nil takes all.
  package let rows: Int?
  /// Columns that are permuted together; every other feature is permuted alone.
  package let groups: [FeatureGroup]

  package init(
    role: Role, metric: String, repeats: Int = 5, rows: Int? = ImportanceRequest.defaultRows,
    groups: [FeatureGroup] = []
  ) {
    self.role = role
    self.metric = metric
    self.repeats = repeats
    self.rows = rows
    self.groups = groups
  }

  /// Enough rows for the order of the features that matter.
  package static let defaultRows = 20_000

  /// The same for another model.
  package func of(_ role: Role) -> ImportanceRequest {
    ImportanceRequest(role: role, metric: metric, repeats: repeats, rows: rows, groups: groups)
  }

  /// The metric that importance is measured by where nobody says.
  package static func defaultMetric(_ task: TaskKind) -> String {
    switch task {
    case .binary: "roc_auc"
    case .multiclass: "log_loss"
    case .regression: "rmse"
    case .ranking: "ndcg"
    }
  }

  /// The metrics of a task that have a better direction.
  package static func metrics(_ task: TaskKind) -> [String] {
    switch task {
    case .binary: MetricCatalog.binary.filter { $0.direction != .none }.map(\.id)
    case .multiclass: MetricCatalog.multiclass.filter { $0.direction != .none }.map(\.id)
    case .regression: MetricCatalog.regression.filter { $0.direction != .none }.map(\.id)
    case .ranking: MetricCatalog.ranking.filter { $0.direction != .none }.map(\.id)
    }
  }
}

extension Demand where Value == PermutationImportance {
  /// The permutation importance of a model's features.
  package static func importance(_ request: ImportanceRequest) -> Demand {
    Demand(keys: [.outcomes(request.role), .rowKeys, .scorable(request.role), .importance(request)])
    {
      (evidence) throws(Unavailable) -> PermutationImportance in
      guard let result = evidence.importances[request] else {
        throw Unavailable(reason: "there is no \(request.role.rawValue)", isAbsent: true)
      }
      return try result.get()
    }
  }
}
