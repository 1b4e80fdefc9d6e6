internal import Checks
internal import Findings
internal import Kernels

/// One configured check on its subjects, ready to be measured.
struct PlannedEntry: Sendable {
  let configuration: EntryConfiguration
  let kind: CheckKind
  let check: any Check
  /// Indices of the gate's slices; nil is the whole table.
  let subjects: [Int?]
  /// Whether the slices were asked for by name, not by `all`.
  let namesSlices: Bool
}

/// What a gate will compute, known before anything is.
struct Plan: Sendable {
  let entries: [PlannedEntry]

  init(entries: [PlannedEntry]) { self.entries = entries }

  /// - Throws: every entry that does not fit the task, with its place.
  init(
    _ configuration: GateConfiguration, task: TaskKind, slices: [Slice], only: [String]
  ) throws(GateError) {
    var problems: [ConfigurationProblem] = []
    var entries: [PlannedEntry] = []
    let configured =
      configuration.entries
      ?? DefaultSuites.entries(task, hasBaseline: configuration.baseline != nil)
    for entry in configured {
      do throws(ConfigurationProblem) {
        if let planned = try Plan.plan(
          entry, task: task, slices: slices, configuration, only: only)
        {
          entries += planned.byReference.filter { part in
            Plan.isSelected(entry, by: only) || Plan.isSelected(part.configuration, by: only)
          }
        }
      } catch {
        problems.append(error)
      }
    }
    let parts = configured.flatMap(\.byReference)
    // A selector that matches nothing would silently leave out what it meant.
    for selector in only where !parts.contains(where: { Plan.selects(selector, $0) }) {
      if selector == PinnedRows.suite, configuration.pinned != nil { continue }
      let known = parts.map(\.id)
      let named = CheckSuggestion(among: parts.map(\.check.value)).clause(selector)
      let hint =
        named.isEmpty
        ? Suggestion.clause(selector, among: known, orAll: "the entries are") : named
      problems.append(.init(place: nil, message: "--only \(selector) matches no entry\(hint)"))
    }
    problems += Plan.twins(entries, slices)
    problems += Plan(entries: entries).boundRemarks(configuration).errors.map(\.problem)
    guard problems.isEmpty else {
      throw .configuration(ConfigurationError(file: configuration.file, problems: problems))
    }
    self.entries = entries
  }

  /// Findings are known by their ids, so two must not share one: `name: recall[x]` beside a check
  /// `recall` on a slice `x`.
  private static func twins(_ entries: [PlannedEntry], _ slices: [Slice]) -> [ConfigurationProblem]
  {
    var seen: Set<String> = []
    var problems: [ConfigurationProblem] = []
    for entry in entries {
      for subject in entry.subjects {
        let id = FindingID.text(entry.configuration, slice: subject.map { slices[$0].name })
        guard !seen.insert(id).inserted else { continue }
        problems.append(
          .init(
            place: entry.configuration.check.place,
            message: "two findings would have the id '\(id)'; another 'name' tells them apart"))
      }
    }
    return problems
  }

  private static func plan(
    _ entry: EntryConfiguration, task: TaskKind, slices: [Slice], _ gate: GateConfiguration,
    only: [String]
  ) throws(ConfigurationProblem) -> PlannedEntry? {
    let kinds = CheckCatalog.kinds(entry.check.value)
    guard let kind = kinds.first(where: { $0.task == task }) else {
      let tasks = kinds.map(\.task.rawValue).joined(separator: " and ")
      throw .init(
        place: entry.check.place,
        message:
          "'\(entry.check.value)' is for \(tasks) models; this gate's task is \(task.rawValue)")
    }
    try refuseUnfit(entry, kind, gate)
    let subjects = try subjects(of: entry, slices: slices)
    guard entry.byReference.contains(where: { isSelected($0, by: only) }) else { return nil }
    var options = entry.options.map { OptionReader.Entry($0) }
    if kind.comparesGroups, !options.contains(where: { $0.name == "by" }) {
      guard !gate.data.protected.isEmpty else {
        throw .init(
          place: entry.check.place,
          message: "'\(kind.id)' compares groups: 'by' names their columns, or data.protected does")
      }
      options.append(
        OptionReader.Entry(
          name: "by", text: "", lists: gate.data.protected.map { [$0.value] }, line: 0, column: 0))
    }
    var reader = OptionReader(options)
    do throws(OptionError) {
      let check = try kind.make(&reader)
      try reader.finish(
        check: kind.id, common: ConfigurationKeys.entry.map(\.name),
        elsewhere: ConfigurationKeys.sections)
      let namesSlices = if case .named = entry.slices { true } else { false }
      return PlannedEntry(
        configuration: entry, kind: kind, check: check, subjects: subjects, namesSlices: namesSlices
      )
    } catch {
      let place = error.line.flatMap { line in
        error.column.map { ConfigurationNode.Place(line: line, column: $0) }
      }
      throw .init(place: place ?? entry.check.place, message: error.message)
    }
  }

  /// Refuses slices and conditions that could never be decided.
  private static func refuseUnfit(
    _ entry: EntryConfiguration, _ kind: CheckKind, _ gate: GateConfiguration
  ) throws(ConfigurationProblem) {
    func refusal(_ message: String) -> ConfigurationProblem {
      .init(place: entry.check.place, message: message)
    }
    let hasBaseline = gate.baseline != nil
    let comparing = entry.conditions.first { $0.kind.isComparison }
    if kind.findsSlices, case .none = entry.slices {
    } else if kind.findsSlices {
      throw refusal("'\(kind.id)' finds its slices by itself, so 'slices' means nothing for it")
    }
    if !kind.takesSlices, !entry.slices.areNone {
      throw refusal(
        "'\(kind.id)' is about the whole table, whose rows exchange their values, so 'slices' means "
          + "nothing for it")
    }
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
    if entry.limitsCreep, gate.anchor == nil {
      throw refusal(
        "'max_creep' of '\(entry.id)' compares with an anchor, and models.anchor is not given")
    }
    if !hasBaseline, let comparing, comparing.kind != .maxCreep {
      throw refusal(
        "'\(comparing.kind.rawValue)' of '\(entry.id)' compares with a baseline, and "
          + "models.baseline is not given")
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

  private static func isSelected(_ entry: EntryConfiguration, by only: [String]) -> Bool {
    only.isEmpty || only.contains { selects($0, entry) }
  }

  /// `suite`, `suite/check` or `check` selects an entry.
  private static func selects(_ selector: String, _ entry: EntryConfiguration) -> Bool {
    selector == entry.suite || selector == entry.id || selector == entry.check.value
      || selector == entry.name
  }

  private static func subjects(
    of entry: EntryConfiguration, slices: [Slice]
  ) throws(ConfigurationProblem) -> [Int?] {
    switch entry.slices {
    case .none: return [nil]
    case .all:
      guard !slices.isEmpty else {
        throw .init(
          place: entry.check.place,
          message: "'\(entry.id)' asks for all slices, and none is declared")
      }
      return [nil] + slices.indices.map { $0 }
    case .named(let names):
      var subjects: [Int?] = [nil]
      for name in names {
        let matches = slices.indices.filter { slices[$0].aliases.contains(name.value) }
        guard !matches.isEmpty else {
          let known = slices.flatMap(\.aliases)
          let hint =
            Suggestion.question(name.value, among: known)
            ?? (known.isEmpty ? "none is declared" : "'slices' declares \(known[0]) and others")
          throw .init(place: name.place, message: "unknown slice '\(name.value)'; \(hint)")
        }
        subjects += matches.filter { !subjects.contains($0) }.map { $0 }
      }
      return subjects
    }
  }
}

extension EntryConfiguration.Slices {
  /// Whether the entry is about the whole table alone.
  fileprivate var areNone: Bool { if case .none = self { true } else { false } }
}

extension Plan {
  /// All that the entries judged on a slice need; nil is the whole table.
  func keys(of slice: Int?) -> Set<Key> {
    entries.filter { $0.subjects.contains(slice) }
      .reduce(into: []) { $0.formUnion($1.check.keys) }
  }
}

extension OptionReader.Entry {
  /// An option as the configuration holds it. What is neither a text nor a list of texts is empty, which
  /// no option takes.
  init(_ option: ConfigurationNode.Entry) {
    func text(_ node: ConfigurationNode) -> String {
      if case .scalar(let text, _) = node.content { text } else { "" }
    }
    func texts(_ node: ConfigurationNode) -> [String]? {
      if case .sequence(let nodes) = node.content { nodes.map(text) } else { nil }
    }
    var lists: [[String]]?
    if case .sequence(let nodes) = option.value.content, nodes.contains(where: { texts($0) != nil })
    {
      lists = nodes.map { texts($0) ?? [text($0)] }
    }
    self.init(
      name: option.key, text: text(option.value), items: texts(option.value), lists: lists,
      line: option.keyPlace.line, column: option.keyPlace.column)
  }
}
