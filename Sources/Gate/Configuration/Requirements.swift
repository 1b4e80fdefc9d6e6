internal import Checks

/// What the entries of a configuration cannot do without: a gate of tables needs neither models nor labels,
/// any other one needs both.
struct Requirements {
  /// Whether some entry asks a model, and whether one asks what is true of the rows.
  private let asksModels: Bool
  private let asksLabels: Bool

  init(_ entries: [EntryConfiguration], hasPinned: Bool) {
    let kinds = entries.flatMap { CheckCatalog.kinds($0.check.value) }
    // A suite that names nothing is most likely a gate of models that is not finished.
    asksModels = entries.isEmpty || hasPinned || kinds.contains(where: \.asksModels)
    asksLabels = entries.isEmpty || hasPinned || kinds.contains { $0.task != nil }
  }

  /// A problem for each key that is needed and absent.
  func problems(
    _ models: [Role: ModelReference], _ data: DataConfiguration?, in root: MappingReader
  ) -> [ConfigurationProblem] {
    var problems: [ConfigurationProblem] = []
    if asksModels, models[.candidate] == nil {
      let section = root.node("models").map {
        MappingReader($0, keys: ConfigurationKeys.models, section: "models")
      }
      problems.append(section?.lacking("candidate") ?? root.lacking("models"))
    }
    if asksLabels, data != nil, data?.label == nil, let node = root.node("data") {
      problems.append(
        MappingReader(node, keys: ConfigurationKeys.data, section: "data").lacking("label"))
    }
    return problems
  }
}
