internal import Findings
internal import Kernels
internal import Yams

/// A value of `tollgate.yml` with the place it stands at.
///
/// YAML's own typing is left out on purpose: `yes`, `012` and `1:30` stay the texts they are, and
/// whoever reads a node says which type is wanted.
package struct ConfigurationNode: Sendable {
  /// 1-based line and column.
  package struct Place: Sendable, Equatable {
    package let line: Int
    package let column: Int
  }

  /// A scalar keeps its text: only the key that reads it knows whether it is a number.
  package indirect enum Content: Sendable {
    case scalar(String, isQuoted: Bool)
    case sequence([ConfigurationNode])
    /// In the order of the file.
    case mapping([Entry])
  }

  /// A key with its value; entries keep the order of the document.
  package struct Entry: Sendable {
    package let key: String
    package let keyPlace: Place
    package let value: ConfigurationNode
  }

  package let place: Place
  package let content: Content

  /// Parses a document.
  ///
  /// Aliases are refused by a budget of nodes: a few nested ones unfold to billions.
  package static func parse(
    _ text: String
  ) throws(ConfigurationProblem) -> ConfigurationNode {
    // Parsing takes time before there is anything to count.
    guard text.utf8.count <= Limits.Configuration.bytes else {
      throw ConfigurationProblem(
        place: nil,
        message:
          "has more than \(Limits.text(bytes: Limits.Configuration.bytes)), which is the limit")
    }
    try checkMarks(text)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw ConfigurationProblem(yaml: error, in: text)
    } catch {
      throw ConfigurationProblem(place: nil, message: "is not YAML")
    }
    guard let root else {
      throw ConfigurationProblem(
        place: nil, message: "is empty; 'tollgate init' writes a first one")
    }
    var budget = Limits.Configuration.values
    return try convert(root, depth: 0, budget: &budget)
  }

  /// Holds the marks that values need against the limit: each takes time to parse, and none of a file
  /// without any. Texts hold some that part nothing, so twice as many as values are let through.
  private static func checkMarks(_ text: String) throws(ConfigurationProblem) {
    var marks = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "["),
        UInt8(ascii: "{"):
        marks += 1
      default: continue
      }
    }
    guard marks <= 2 * Limits.Configuration.values else {
      throw ConfigurationProblem(place: nil, message: excess)
    }
  }

  fileprivate static let excess = "is nested too deeply or too large for a configuration"

  private static func convert(
    _ node: Node, depth: Int, budget: inout Int
  ) throws(ConfigurationProblem) -> ConfigurationNode {
    let place = Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    budget -= 1
    guard depth < Limits.Configuration.levels, budget > 0 else {
      throw ConfigurationProblem(place: place, message: excess)
    }
    switch node {
    case .scalar(let scalar):
      let quoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
      return ConfigurationNode(place: place, content: .scalar(scalar.string, isQuoted: quoted))
    case .sequence(let sequence):
      var items: [ConfigurationNode] = []
      for item in sequence { items.append(try convert(item, depth: depth + 1, budget: &budget)) }
      return ConfigurationNode(place: place, content: .sequence(items))
    case .mapping(let mapping):
      var entries: [Entry] = []
      for (key, value) in mapping {
        let keyPlace = Place(line: key.mark?.line ?? place.line, column: key.mark?.column ?? 1)
        guard case .scalar(let name) = key else {
          throw ConfigurationProblem(place: keyPlace, message: "a key must be a plain text")
        }
        budget -= 1
        entries.append(
          Entry(
            key: name.string, keyPlace: keyPlace,
            value: try convert(value, depth: depth + 1, budget: &budget)))
      }
      return ConfigurationNode(place: place, content: .mapping(entries))
    case .alias:
      throw ConfigurationProblem(
        place: place, message: "aliases are not supported; repeat the value")
    }
  }

  /// The word for what the node is, for messages.
  package var kind: String {
    switch content {
    case .scalar(let text, _): text.isEmpty ? "empty" : "'\(text.prefix(40))'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// One thing that is wrong with a configuration.
package struct ConfigurationProblem: Error, Sendable, Equatable {
  package let place: ConfigurationNode.Place?
  package let message: String

  package init(place: ConfigurationNode.Place?, message: String) {
    self.place = place
    self.message = message
  }

  init(yaml error: YamlError, in text: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      guard !problem.hasPrefix("Maximum nesting level") else {
        self.init(
          place: .init(line: mark.line, column: mark.column), message: ConfigurationNode.excess)
        return
      }
      let words = YAMLProblem.words(problem, line: mark.line, column: mark.column, in: text)
      self.init(
        place: .init(line: mark.line, column: mark.column), message: "is not YAML: \(words)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.sorted().map { "'\($0)'" }
      self.init(
        place: .init(line: context.mark.line, column: context.mark.column),
        message: "the key \(names.joined(separator: ", ")) appears twice in one mapping")
    case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem),
      .representer(let problem):
      self.init(place: nil, message: "is not YAML: \(problem)")
    // The description of any other error may hold lines of the file.
    default: self.init(place: nil, message: "is not YAML")
    }
  }
}

/// All that is wrong with a configuration, reported together.
package struct ConfigurationError: Error, Sendable, CustomStringConvertible {
  /// The path as the user gave it; nil for flags.
  package let file: String?
  package let problems: [ConfigurationProblem]

  package init(file: String?, problems: [ConfigurationProblem]) {
    self.file = file
    self.problems = problems
  }

  /// One line a problem: `tollgate.yml:14:7: unknown key 'lable'; did you mean 'label'?`
  package var description: String {
    problems.map { problem in
      let place = problem.place.map { ":\($0.line):\($0.column)" } ?? ""
      // A key or value may hold line ends: a problem has one line.
      return VisibleText.line((file.map { "\($0)\(place): " } ?? "") + problem.message)
    }.joined(separator: "\n")
  }
}
