internal import Checks
internal import Kernels

/// What `--only` leaves of a gate's entries.
struct EntrySelection: Sendable {
  /// `suite`, `suite/check`, a check or a name each; empty selects all.
  let selectors: [String]

  var isEmpty: Bool { selectors.isEmpty }

  func selects(_ entry: EntryConfiguration) -> Bool {
    selectors.isEmpty || selectors.contains { EntrySelection.selects($0, entry) }
  }

  /// Whether the entry is selected, or the part of it that compares with the anchor.
  func selectsPart(of entry: EntryConfiguration) -> Bool {
    selects(entry) || entry.byReference.contains(where: selects)
  }

  /// Whether the pinned rows are looked at.
  var selectsPinned: Bool { selectors.isEmpty || selectors.contains(PinnedRows.suite) }

  /// A selector that matches nothing would silently leave out what it meant.
  func problems(among entries: [EntryConfiguration], hasPinned: Bool) -> [ConfigurationProblem] {
    let parts = entries.flatMap(\.byReference)
    var problems: [ConfigurationProblem] = []
    for selector in selectors
    where !parts.contains(where: { EntrySelection.selects(selector, $0) }) {
      if selector == PinnedRows.suite, hasPinned { continue }
      let named = CheckSuggestion(among: parts.map(\.check.value)).clause(selector)
      let hint =
        named.isEmpty
        ? Suggestion.clause(selector, among: parts.map(\.id), orAll: "the entries are") : named
      problems.append(.init(place: nil, message: "--only \(selector) matches no entry\(hint)"))
    }
    return problems
  }

  private static func selects(_ selector: String, _ entry: EntryConfiguration) -> Bool {
    selector == entry.suite || selector == entry.id || selector == entry.check.value
      || selector == entry.name
  }
}
