internal import Explanations

/// What every check of importances may set; checks that set the same share one computation.
struct ImportanceOptions: Sendable {
  let metric: String
  let repeats: Int
  let rows: Int?
  let groups: [FeatureGroup]

  init(_ reader: inout OptionReader, task: TaskKind) throws(OptionError) {
    metric =
      try reader.choice("metric", of: ImportanceRequest.metrics(task))
      ?? ImportanceRequest.defaultMetric(task)
    repeats = try reader.integer("repeats", in: 1...1000) ?? 5
    rows = try reader.rowLimit()
    var groups: [FeatureGroup] = []
    for text in try reader.texts("groups") ?? [] {
      guard let group = FeatureGroup(parsing: text) else {
        throw OptionError(
          line: nil, column: nil,
          message: "'groups' holds '\(text)'; a group is written 'name = column + column'")
      }
      groups.append(group)
    }
    let columns = groups.flatMap(\.columns)
    if let twice = columns.first(where: { name in columns.count { $0 == name } > 1 }) {
      throw OptionError(
        line: nil, column: nil, message: "'groups' puts the column '\(twice)' into two groups")
    }
    self.groups = groups
  }

  func request(_ role: Role) -> ImportanceRequest {
    ImportanceRequest(role: role, metric: metric, repeats: repeats, rows: rows, groups: groups)
  }

  static func all(_ task: TaskKind) -> [CheckOption] {
    [
      CheckOption(
        name: "metric", shape: .choice(ImportanceRequest.metrics(task)),
        summary: "the metric that gets worse", defaultText: ImportanceRequest.defaultMetric(task),
        exampleText: ImportanceRequest.defaultMetric(task)),
      CheckOption(
        name: "repeats", summary: "how often a feature is permuted at most", defaultText: "5",
        exampleText: "5"),
      CheckOption(
        name: "rows", shape: .countOrAll, summary: "how many rows, chosen by their hash",
        defaultText: "20000", exampleText: "all"),
      CheckOption(
        name: "groups", shape: .columns,
        summary: "columns that are permuted together, as 'name = column + column'",
        defaultText: "none", exampleText: "['address = street + city']"),
    ]
  }

  /// The tasks of the checks: all.
  static let tasks = TaskKind.allCases
}

extension FeatureGroup {
  /// A group written `name = column + column`; nil for anything else.
  package init?(parsing text: String) {
    func trimmed(_ part: Substring) -> String {
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2 else { return nil }
    let columns = sides[1].split(separator: "+", omittingEmptySubsequences: false).map(trimmed)
    let name = trimmed(sides[0])
    guard !name.isEmpty, !columns.contains(""), Set(columns).count == columns.count else {
      return nil
    }
    self.init(name: name, columns: columns)
  }
}
