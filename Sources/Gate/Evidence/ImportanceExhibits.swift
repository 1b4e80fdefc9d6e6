internal import Checks
internal import Explanations
internal import Findings
internal import Models

/// The importances that checks asked for, both models side by side.
struct ImportanceExhibits {
  /// The features that are shown, by either model's importance.
  private static let limit = 12

  let evidence: Evidence

  /// One picture for each question that was asked of the candidate.
  var exhibits: [Exhibit] {
    asked.enumerated().map { index, pair in
      let (request, candidate) = pair
      let baseline = evidence.importances[request.of(.baseline)].flatMap { try? $0.get() }
      return exhibit(
        id: index == 0 ? "importance" : "importance-\(index + 1)", request, candidate, baseline)
    }
  }

  /// The candidate's importances with what was asked, in an order that no hash table decides.
  var asked: [(ImportanceRequest, PermutationImportance)] {
    evidence.importances.compactMap { request, result in
      request.role == .candidate ? (try? result.get()).map { (request, $0) } : nil
    }.sorted { key($0.0) < key($1.0) }
  }

  private func key(_ request: ImportanceRequest) -> String {
    let groups = request.groups.map { "\($0.name)=\($0.columns.joined(separator: "+"))" }
    return "\(request.metric) \(request.repeats) \(request.rows ?? 0) \(groups)"
  }

  private func exhibit(
    id: String, _ request: ImportanceRequest, _ candidate: PermutationImportance,
    _ baseline: PermutationImportance?
  ) -> Exhibit {
    func best(_ importance: PermutationImportance) -> [FeatureImportance] {
      importance.ranked.filter { $0.use != .unread }.prefix(Self.limit).map { $0 }
    }
    var names = best(candidate).map(\.group.name)
    for feature in baseline.map(best) ?? [] where !names.contains(feature.group.name) {
      names.append(feature.group.name)
    }
    let shown = Array(names.prefix(Self.limit))
    func series(_ role: Role, _ importance: PermutationImportance) -> Exhibit.Intervals {
      Exhibit.Intervals(name: role.rawValue, values: shown.map { interval($0, importance) })
    }
    let rows = NumberStyle.ascii.count(candidate.rowCount)
    return Exhibit(
      id: id, title: "Permutation importance for \(request.metric)",
      content: .bars(
        label: "how much worse \(request.metric) gets without the feature, \(rows) rows",
        names: shown,
        series: [series(.candidate, candidate)] + (baseline.map { [series(.baseline, $0)] } ?? [])))
  }

  private func interval(_ name: String, _ importance: PermutationImportance) -> Exhibit.Interval? {
    guard let feature = importance[name], feature.undefined == nil else { return nil }
    guard feature.use != .unread else { return Exhibit.Interval(value: 0, note: "not read") }
    return Exhibit.Interval(value: feature.importance, low: feature.low, high: feature.high)
  }
}
