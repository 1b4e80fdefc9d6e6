internal import Checks
internal import Findings

/// Makes the checks of one entry.
struct EntryReader {
  let gate: GateConfiguration

  /// - Throws: why the entry can be no check, where that holds for every task that is left.
  func entry(_ entry: EntryConfiguration) throws(ConfigurationProblem) -> Intent.Entry {
    let all = CheckCatalog.kinds(entry.check.value)
    let kinds = gate.task.map { task in all.filter { $0.fits(task) } } ?? all
    if let task = gate.task, kinds.isEmpty { throw EntryReader.unfit(entry, all, task) }
    var entry = entry
    if entry.isBare, let kind = kinds.first { entry.conditions = usual(kind) }
    let alternatives = kinds.map { kind in
      Intent.Alternative(
        kind: kind, check: Result { () throws(ConfigurationProblem) in try check(entry, kind) })
    }
    if let first = alternatives.first,
      alternatives.allSatisfy({ if case .failure = $0.check { true } else { false } }),
      case .failure(let problem) = first.check
    {
      throw problem
    }
    return Intent.Entry(configuration: entry, alternatives: alternatives)
  }

  /// That a check is none of the gate's task.
  static func unfit(
    _ entry: EntryConfiguration, _ kinds: [CheckKind], _ task: TaskKind
  ) -> ConfigurationProblem {
    let tasks = kinds.compactMap(\.task?.rawValue).joined(separator: " and ")
    return .init(
      place: entry.check.place,
      message: "'\(entry.check.value)' is for \(tasks) models; this gate's task is \(task.rawValue)"
    )
  }

  /// What an entry without a body is judged by, as far as there is something to compare with.
  private func usual(_ kind: CheckKind) -> [Condition] {
    kind.usual.filter { !$0.kind.isComparison || gate.data.reference != nil }
  }

  private func check(
    _ entry: EntryConfiguration, _ kind: CheckKind
  ) throws(ConfigurationProblem) -> any Check {
    try UnfitEntry(entry: entry, kind: kind, gate: gate).refuse()
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
      return check
    } catch {
      let place = error.line.flatMap { line in
        error.column.map { ConfigurationNode.Place(line: line, column: $0) }
      }
      throw .init(place: place ?? entry.check.place, message: error.message)
    }
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
