package import Explanations
package import Kernels
internal import Findings
internal import Metrics
internal import Models
internal import Tabular
internal import Statistics

extension Scorable {
  /// The permutation importance that `request` asks for.
  ///
  /// - Parameter features: The features or groups to permute; nil takes all.
  /// - Throws: ``ExplanationError`` if the model cannot be asked, a group names no column, or the metric
  ///   is undefined.
  package func importance(
    _ request: ImportanceRequest, of features: [String]? = nil, seed: UInt64, alpha: Double,
    keepsInfluence: Bool = true,
    parallel: Parallel
  ) throws(ExplanationError) -> PermutationImportance {
    let part = sampled(rows: request.rows, seed: seed)
    let keys =
      part.identity.keys
      ?? RowIdentity(clusters: nil).drawingKeys(count: part.rows.rowCount)
    let explainer = PermutationExplainer(
      part.rows, metric: try part.metric(request.metric), keys: keys, weights: part.weights,
      options: PermutationOptions(
        repeats: request.repeats, seed: seed, alpha: alpha, keepsInfluence: keepsInfluence),
      parallel: parallel)
    var groups = part.groups(request.groups)
    if let features {
      if let unknown = features.first(where: { name in !groups.contains { $0.name == name } }) {
        let hint = Suggestion.clause(unknown, among: groups.map(\.name))
        throw .unfit("there is no feature '\(unknown)'\(hint)")
      }
      groups = groups.filter { features.contains($0.name) }
    }
    return try explainer.importance(of: groups)
  }

  /// Every column that the model may read alone, but for those of declared groups.
  package func groups(_ declared: [FeatureGroup]) -> [FeatureGroup] {
    let taken = Set(declared.flatMap(\.columns))
    return declared + FeatureGroup.each(of: rows.table.names.filter { !taken.contains($0) })
  }

  /// At most `limit` rows, those with the lowest hashes of their keys, so that neither the order of the
  /// rows nor chance decides; of rankings whole queries.
  package func sampled(rows limit: Int?, seed: UInt64) -> Scorable {
    guard let limit, limit < rows.rowCount else { return self }
    let salt = SeededGenerator.mix(seed ^ SeededGenerator.stableHash("importance/rows"))
    let keys = identity.keys ?? RowIdentity().drawingKeys(count: rows.rowCount)
    let hashes: [UInt64]
    if case .ranking(let outcomes) = outcomes {
      // The lowest key of its rows names a query.
      var names = [UInt64](repeating: .max, count: outcomes.queries.count)
      for (row, query) in outcomes.queries.codes.enumerated() {
        names[Int(query)] = min(names[Int(query)], keys[row])
      }
      hashes = outcomes.queries.codes.map { SeededGenerator.mix(names[Int($0)] ^ salt) }
    } else {
      hashes = keys.map { SeededGenerator.mix($0 ^ salt) }
    }
    let chosen = HashOrder.lowest(limit, of: hashes)
    var mask = RowMask(none: rows.rowCount)
    if case .ranking(let outcomes) = outcomes {
      let queries = Set(chosen.map { outcomes.queries.codes[Int($0)] })
      for (row, query) in outcomes.queries.codes.enumerated() where queries.contains(query) {
        mask[row] = true
      }
    } else {
      for row in chosen { mask[Int(row)] = true }
    }
    return restricted(to: mask)
  }

  /// A metric of the task over these rows.
  private func metric(_ id: String) throws(ExplanationError) -> ScoredMetric {
    switch outcomes {
    case .binary(let rows):
      try metric(id, of: MetricCatalog.binary, rows) {
        if case .binary(let rows) = $0 { rows } else { nil }
      }
    case .multiclass(let rows):
      try metric(id, of: MetricCatalog.multiclass, rows) {
        if case .multiclass(let rows) = $0 { rows } else { nil }
      }
    case .regression(let rows):
      try metric(id, of: MetricCatalog.regression, rows) {
        if case .regression(let rows) = $0 { rows } else { nil }
      }
    case .ranking(let rows):
      try metric(id, of: MetricCatalog.ranking, rows) {
        if case .ranking(let rows) = $0 { rows } else { nil }
      }
    }
  }

  private func metric<Rows: RowOutcomes>(
    _ id: String, of metrics: [Metric<Rows>], _ rows: Rows,
    _ rowsOf: @escaping @Sendable (Outcomes) -> Rows?
  ) throws(ExplanationError) -> ScoredMetric {
    guard let metric = metrics.first(where: { $0.id == id }) else {
      let hint = CheckSuggestion(among: metrics.map(\.id)).clause(id)
      throw .unfit("'\(id)' is no metric of this task\(hint)")
    }
    return ScoredMetric(
      id: metric.id, name: metric.name, direction: metric.direction, unit: metric.unit,
      sample: rows.sample(identity)
    ) { scores throws(ExplanationError) in
      do throws(Unavailable) {
        guard let rows = rowsOf(try outcomes(of: scores)) else {
          throw Unavailable(reason: "'\(id)' is not for this task", isAbsent: false)
        }
        return metric.evaluate(rows)
      } catch {
        throw ExplanationError.unfit(error.reason)
      }
    }
  }
}
