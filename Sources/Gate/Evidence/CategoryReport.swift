internal import Checks
internal import Findings
internal import Models

/// What a report says of the categories that models do not know.
struct CategoryReport {
  let counts: [Role: CategoryCounts]

  /// The part of the rows from which on a note is marked.
  private static let markedShare = 0.01
  /// How many features a model's notes and its fact name.
  private static let named = 10

  /// A note for each feature with unknown categories, by model.
  var notes: [Report.Note] {
    Role.allCases.flatMap { role in
      counts[role].map { notes(of: role, $0) } ?? []
    }
  }

  private func notes(of role: Role, _ counts: CategoryCounts) -> [Report.Note] {
    let unknown = counts.features.filter { $0.rows > 0 }
    let isMarked = unknown.map { counts.share($0) >= Self.markedShare }
    // Marked ones are what must not be left out.
    let order = unknown.indices.filter { isMarked[$0] } + unknown.indices.filter { !isMarked[$0] }
    let told = order.prefix(Self.named).map { index in
      Report.Note(text: sentence(role, unknown[index], counts), isMarked: isMarked[index])
    }
    guard order.count > Self.named else { return told }
    let rest = order.dropFirst(Self.named)
    return told + [
      Report.Note(
        text: "the \(role.rawValue) meets categories that it does not know in \(rest.count) more "
          + "features",
        isMarked: rest.contains { isMarked[$0] })
    ]
  }

  private func sentence(
    _ role: Role, _ unknown: UnknownCategories, _ counts: CategoryCounts
  ) -> String {
    let style = NumberStyle.ascii
    let part =
      unknown.rows == counts.rows
      ? "all \(style.count(counts.rows)) rows"
      : "\(style.count(unknown.rows)) of \(style.count(counts.rows)) rows"
    let example = unknown.example.map { " (the first is '\($0.prefix(80))')" } ?? ""
    return "the \(role.rawValue) does not know the category of '\(unknown.feature)' in \(part)"
      + "\(example) and scores such a cell as it scores any unknown one"
  }

  /// The inputs with a fact for each model that looks categories up.
  func facts(on inputs: [Report.Input]) -> [Report.Input] {
    inputs.map { input in
      guard let role = Role(rawValue: input.role), let counts = counts[role],
        !counts.features.isEmpty
      else { return input }
      var input = input
      input.facts.append(Report.Fact(name: "unknown categories", value: words(counts)))
      return input
    }
  }

  private func words(_ counts: CategoryCounts) -> String {
    let style = NumberStyle.ascii
    let unknown = counts.features.filter { $0.rows > 0 }
    guard !unknown.isEmpty else {
      let count = counts.features.count
      return "none (\(style.count(count)) feature\(count == 1 ? "" : "s") looked up)"
    }
    let named = unknown.prefix(Self.named).map {
      "\($0.feature): \(style.count($0.rows)) of \(style.count(counts.rows)) rows"
    }
    let rest = unknown.count - named.count
    return named.joined(separator: ", ") + (rest > 0 ? " and \(rest) more features" : "")
  }
}
