internal import Checks
internal import Tabular

/// What has to be loaded before a gate can be judged: the union of what its checks ask for.
struct Needs: Sendable {
  /// The models that are asked about the evaluation rows.
  private(set) var answers: Set<Role> = []
  /// The models whose outcomes are compared with what is true.
  private(set) var outcomes: Set<Role> = []
  /// Whether anything is compared with what is true.
  private(set) var labels = false
  /// The columns of each table, as patterns: models and tables say which they are.
  private(set) var columns: [Population: Set<ColumnPattern>] = [:]
  /// Whether reference rows are read.
  private(set) var reference = false

  init(_ intent: Intent) {
    let configuration = intent.configuration
    for entry in intent.entries {
      let parts = entry.configuration.byReference.filter(intent.selection.selects)
      for alternative in entry.alternatives {
        guard case .success(let check) = alternative.check else { continue }
        // The whole entry is selected where none of its parts is named.
        for part in parts.isEmpty ? [entry.configuration] : parts {
          // In any order: all that comes of them are sets.
          check.keys.forEach { add($0, comparingWith: part.comparesWith, configuration) }
        }
      }
    }
    if configuration.pinned != nil, intent.selection.selectsPinned {
      add(.outcomes(.candidate), comparingWith: .baseline, configuration)
    }
    reference = configuration.data.reference != nil && (reference || configuration.hasQuantileBins)
  }

  private mutating func add(
    _ key: Key, comparingWith other: Role, _ configuration: GateConfiguration
  ) {
    for request in key.columns { columns[request.population, default: []].insert(request.columns) }
    if columns[.reference] != nil || key.cutsByReference { reference = true }
    guard let asked = key.role else { return }
    let role = asked == .baseline ? other : asked
    guard configuration.models[role] != nil else { return }
    answers.insert(role)
    guard key.needsLabels else { return }
    outcomes.insert(role)
    labels = true
  }

  /// The models whose files are opened: those that are asked, and those whose inputs a pattern means.
  func models(of configuration: GateConfiguration) -> [Role] {
    let patterns = columns.values.reduce(into: Set<ColumnPattern>()) { $0.formUnion($1) }
    let meansInputs = patterns.contains { if case .features = $0 { true } else { false } }
    return Role.allCases.filter { role in
      configuration.models[role] != nil
        && (answers.contains(role) || (meansInputs && role != .anchor))
    }
  }

  /// One model, asked about all columns of labelled rows.
  static var explaining: Needs {
    var needs = Needs()
    needs.answers = [.candidate]
    needs.outcomes = [.candidate]
    needs.labels = true
    needs.columns = [.evaluation: [.inputs(.candidate)]]
    return needs
  }

  private init() {}
}

extension GateConfiguration {
  /// Whether a slice is cut at quantiles, which are those of the reference rows.
  var hasQuantileBins: Bool {
    slices.contains { slice in
      if case .by(_, let bins?) = slice.rule, case .quantiles = bins.cut { true } else { false }
    }
  }
}
