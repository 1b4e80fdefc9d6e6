internal import Checks
internal import Explanations
internal import Findings
internal import Models

/// The importances that checks asked for, both models side by side.
struct ImportanceExhibits {
  /// The features that are shown, by either model's importance.
  private static let limit = 20

  let evidence: Evidence

  /// One table for each question that was asked of the candidate.
  var exhibits: [Exhibit] {
    let asked = evidence.importances.compactMap { request, result in
      request.role == .candidate ? (try? result.get()).map { (request, $0) } : nil
    }.sorted { key($0.0) < key($1.0) }
    return asked.enumerated().map { index, pair in
      let (request, candidate) = pair
      let baseline = evidence.importances[request.of(.baseline)].flatMap { try? $0.get() }
      return exhibit(
        id: index == 0 ? "importance" : "importance-\(index + 1)", request, candidate, baseline)
    }
  }

  /// An order that no hash table decides.
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
    let header = ["feature", "candidate"] + (baseline == nil ? [] : ["baseline"])
    let rows = names.prefix(Self.limit).map { name in
      [name, text(name, candidate)] + (baseline.map { [text(name, $0)] } ?? [])
    }
    let style = NumberStyle.ascii
    return Exhibit(
      id: id,
      title:
        "Permutation importance: how much worse \(request.metric) gets when a feature's values "
        + "are exchanged (\(style.count(candidate.rowCount)) rows)",
      content: .table(header: header, rows: rows))
  }

  private func text(_ name: String, _ importance: PermutationImportance) -> String {
    guard let feature = importance[name], feature.undefined == nil else { return "undefined" }
    guard feature.use != .unread else { return "not read" }
    let style = NumberStyle.ascii
    let value = style.number(feature.importance)
    guard let low = feature.low, let high = feature.high else { return value }
    return "\(value) [\(style.number(low)), \(style.number(high))]"
  }
}
