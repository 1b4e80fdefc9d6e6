internal import Checks
internal import Findings

/// Slices and conditions that could never be decided.
struct UnfitEntry {
  let entry: EntryConfiguration
  let kind: CheckKind
  let gate: GateConfiguration

  /// - Throws: the first thing that means nothing for the check, or for this gate.
  func refuse() throws(ConfigurationProblem) {
    try refuseSlices()
    if kind.asksModels {
      try refuseComparisonsOfModels()
    } else {
      try refuseComparisonsOfTables()
    }
    let oriented = entry.conditions.first {
      [.maxRegression, .minImprovement, .maxCreep].contains($0.kind)
    }
    if kind.direction == .none, let oriented {
      throw refusal(
        "'\(kind.id)' has no better direction, so '\(oriented.kind.rawValue)' means nothing for it; "
          + "'max_change' fits")
    }
  }

  private var comparing: Condition? { entry.conditions.first { $0.kind.isComparison } }

  private func refusal(_ message: String) -> ConfigurationProblem {
    .init(place: entry.check.place, message: message)
  }

  private func refuseSlices() throws(ConfigurationProblem) {
    guard !entry.slices.areNone else { return }
    if kind.findsSlices {
      throw refusal("'\(kind.id)' finds its slices by itself, so 'slices' means nothing for it")
    }
    if !kind.takesSlices {
      throw refusal(
        "'\(kind.id)' is about the whole table, whose rows exchange their values, so 'slices' means "
          + "nothing for it")
    }
  }

  private func refuseComparisonsOfModels() throws(ConfigurationProblem) {
    let hasBaseline = gate.hasBaseline
    if case .measured = kind.baseline {
      guard hasBaseline else {
        throw refusal(
          "'\(kind.id)' measures two models against each other, and models.baseline is not given")
      }
      if let comparing {
        throw refusal(
          "'\(kind.id)' measures two models against each other already, so "
            + "'\(comparing.kind.rawValue)' means nothing for it; 'max' fits")
      }
    }
    if case .comparedWithoutInterval = kind.baseline, let comparing {
      throw refusal(
        "one row alone decides '\(kind.id)', so no interval can be given for its difference and "
          + "'\(comparing.kind.rawValue)' could never be decided; 'max' fits")
    }
    if entry.limitsCreep, gate.models[.anchor] == nil {
      throw refusal(
        "'max_creep' of '\(entry.id)' compares with an anchor, and models.anchor is not given")
    }
    if !hasBaseline, let comparing, comparing.kind != .maxCreep {
      throw refusal(
        "'\(comparing.kind.rawValue)' of '\(entry.id)' compares with a baseline, and "
          + "models.baseline is not given")
    }
  }

  /// What stands in the baseline's place of a table is the reference.
  private func refuseComparisonsOfTables() throws(ConfigurationProblem) {
    if kind.needsReference, gate.data.reference == nil {
      throw refusal("'\(kind.id)' compares with reference rows, and data.reference is not given")
    }
    if entry.limitsCreep {
      throw refusal(
        "'\(kind.id)' is about a table, which has no anchor, so 'max_creep' means nothing for it")
    }
    if case .measured = kind.baseline, let comparing {
      throw refusal(
        "'\(kind.id)' measures two tables against each other already, so "
          + "'\(comparing.kind.rawValue)' means nothing for it; 'max' fits")
    }
    if case .comparedWithoutInterval = kind.baseline, let comparing {
      throw refusal(
        "'\(kind.id)' is measured against the reference rows already, so "
          + "'\(comparing.kind.rawValue)' means nothing for it; 'max' fits")
    }
    if let comparing, gate.data.reference == nil {
      throw refusal(
        "'\(comparing.kind.rawValue)' of '\(entry.id)' compares with reference rows, and "
          + "data.reference is not given")
    }
  }
}

extension EntryConfiguration.Slices {
  /// Whether the entry is about the whole table alone.
  var areNone: Bool { if case .none = self { true } else { false } }
}
