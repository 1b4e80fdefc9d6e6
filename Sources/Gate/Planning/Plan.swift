internal import Checks
internal import Findings
internal import Kernels

/// One configured check on its subjects, ready to be measured.
struct PlannedEntry: Sendable {
  let configuration: EntryConfiguration
  let kind: CheckKind
  let check: any Check
  let subjects: [Subject]
  /// Whether the slices were asked for by name, not by `all`.
  let namesSlices: Bool
}

/// What a gate will compute, known before anything is.
struct Plan: Sendable {
  let entries: [PlannedEntry]

  init(entries: [PlannedEntry]) { self.entries = entries }

  /// - Parameters:
  ///   - task: What the gate's models predict; nil for one that asks nothing of labels.
  ///   - slices: Those that entries may name.
  /// - Throws: every entry that does not fit the task, with its place.
  init(_ intent: Intent, task: TaskKind?, slices: [Slice]) throws(GateError) {
    let configuration = intent.configuration
    var problems: [ConfigurationProblem] = []
    var entries: [PlannedEntry] = []
    for entry in intent.entries(for: task) {
      do throws(ConfigurationProblem) {
        let planned = try Plan.plan(entry, task: task, slices: slices)
        let isWhole = intent.selection.selects(entry.configuration)
        entries += planned.byReference.filter {
          isWhole || intent.selection.selects($0.configuration)
        }
      } catch {
        problems.append(error)
      }
    }
    problems += intent.unmatched(task)
    problems += Plan.twins(entries, slices)
    problems += Plan(entries: entries).boundRemarks(configuration).errors.map(\.problem)
    guard problems.isEmpty else {
      throw .configuration(ConfigurationError(file: configuration.file, problems: problems))
    }
    self.entries = entries
  }

  /// The same of a configuration alone.
  init(
    _ configuration: GateConfiguration, task: TaskKind?, slices: [Slice], only: [String]
  ) throws(GateError) {
    try self.init(Intent(configuration, only: only), task: task, slices: slices)
  }

  /// Findings are known by their ids, so two must not share one: `name: recall[x]` beside a check
  /// `recall` on a slice `x`.
  private static func twins(_ entries: [PlannedEntry], _ slices: [Slice]) -> [ConfigurationProblem]
  {
    var seen: Set<String> = []
    var problems: [ConfigurationProblem] = []
    for entry in entries {
      for subject in entry.subjects {
        let id = FindingID.text(entry.configuration, slice: subject.slice.map { slices[$0].name })
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
    _ entry: Intent.Entry, task: TaskKind?, slices: [Slice]
  ) throws(ConfigurationProblem) -> PlannedEntry {
    guard let alternative = entry.alternatives.first(where: { $0.kind.fits(task) }) else {
      throw EntryReader.unfit(
        entry.configuration, entry.alternatives.map(\.kind), task ?? .binary)
    }
    let check = try alternative.check.get()
    let namesSlices = if case .named = entry.configuration.slices { true } else { false }
    return PlannedEntry(
      configuration: entry.configuration, kind: alternative.kind, check: check,
      subjects: try subjects(of: entry.configuration, slices: slices), namesSlices: namesSlices)
  }

  private static func subjects(
    of entry: EntryConfiguration, slices: [Slice]
  ) throws(ConfigurationProblem) -> [Subject] {
    switch entry.slices {
    case .none: return [.whole]
    case .all:
      guard !slices.isEmpty else {
        throw .init(
          place: entry.check.place,
          message: "'\(entry.id)' asks for all slices, and none is declared")
      }
      return [.whole] + slices.indices.map(Subject.slice)
    case .named(let names):
      var subjects = [Subject.whole]
      for name in names {
        let matches = slices.indices.filter { slices[$0].aliases.contains(name.value) }
        guard !matches.isEmpty else {
          let known = slices.flatMap(\.aliases)
          let hint =
            Suggestion.question(name.value, among: known)
            ?? (known.isEmpty ? "none is declared" : "'slices' declares \(known[0]) and others")
          throw .init(place: name.place, message: "unknown slice '\(name.value)'; \(hint)")
        }
        subjects += matches.map(Subject.slice).filter { !subjects.contains($0) }
      }
      return subjects
    }
  }
}

extension Plan {
  /// All that the entries need.
  var keys: Set<Key> { entries.reduce(into: []) { $0.formUnion($1.check.keys) } }

  /// The models that are asked about changed columns.
  var askedAgain: Set<Role> {
    var roles: Set<Role> = []
    for role in Role.allCases {
      for entry in entries where entry.check.keys.contains(.scorable(role)) {
        roles.insert(role == .baseline ? entry.configuration.comparesWith : role)
      }
    }
    return roles
  }

  /// All that the entries judged on a subject need.
  func keys(of subject: Subject) -> Set<Key> {
    entries.filter { $0.subjects.contains(subject) }
      .reduce(into: []) { $0.formUnion($1.check.keys) }
  }
}
