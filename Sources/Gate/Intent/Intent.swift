internal import Checks
internal import Findings
internal import Kernels

/// What a gate asks, before anything is loaded: every entry that is to be run, as its checks.
struct Intent: Sendable {
  /// An entry with one check for each task that it may be asked of: which of them it is, only models and
  /// labels can tell.
  struct Entry: Sendable {
    let configuration: EntryConfiguration
    let alternatives: [Alternative]
  }

  /// The check that an entry is for gates of one task; or, where others fit, why it is none.
  struct Alternative: Sendable {
    let kind: CheckKind
    let check: Result<any Check, ConfigurationProblem>
  }

  let configuration: GateConfiguration
  let selection: EntrySelection
  /// Those that the configuration states; nil where the task's default suite is run.
  private let stated: [Entry]?

  /// - Parameter only: Entries to run; empty runs all.
  /// - Throws: Every entry that could be no check, with its place, whatever the models are.
  init(_ configuration: GateConfiguration, only: [String]) throws(GateError) {
    self.configuration = configuration
    selection = EntrySelection(selectors: only)
    guard let configured = configuration.entries else {
      stated = nil
      return
    }
    var problems: [ConfigurationProblem] = []
    var entries: [Entry] = []
    for entry in configured {
      do throws(ConfigurationProblem) {
        let made = try EntryReader(gate: configuration).entry(entry)
        if selection.selectsPart(of: entry) { entries.append(made) }
      } catch {
        problems.append(error)
      }
    }
    problems += selection.problems(among: configured, hasPinned: configuration.pinned != nil)
    guard problems.isEmpty else {
      throw .configuration(ConfigurationError(file: configuration.file, problems: problems))
    }
    stated = entries
  }

  /// Every entry that may be run, whatever the task.
  var entries: [Entry] { stated ?? TaskKind.allCases.flatMap(defaults) }

  /// The entries of a gate of that task; nil for one that asks nothing of labels.
  func entries(for task: TaskKind?) -> [Entry] { stated ?? task.map(defaults) ?? [] }

  /// What nobody chose fits: it is in the catalogue, and has no options.
  private func defaults(_ task: TaskKind) -> [Entry] {
    let all = DefaultSuites.entries(task, hasBaseline: configuration.hasBaseline)
    return all.filter(selection.selectsPart).compactMap {
      try? EntryReader(gate: configuration).entry($0)
    }
  }

  /// What `--only` names that the default suite of the task lacks; what the configuration states was
  /// looked at before.
  func unmatched(_ task: TaskKind?) -> [ConfigurationProblem] {
    guard stated == nil, let task else { return [] }
    return selection.problems(
      among: DefaultSuites.entries(task, hasBaseline: configuration.hasBaseline),
      hasPinned: configuration.pinned != nil)
  }
}
