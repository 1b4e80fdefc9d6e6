internal import Checks
internal import Kernels
internal import Models

/// Reads `models:`.
enum ModelsReader {
  /// The models that are given.
  static func read(_ root: inout MappingReader) -> [Role: ModelReference] {
    guard let node = root.node("models") else { return [:] }
    var reader = MappingReader(node, keys: ConfigurationKeys.models, section: "models")
    var models: [Role: ModelReference] = [:]
    for role in Role.allCases { models[role] = model(role.rawValue, &reader) }
    root.add(reader.finish())
    return models
  }

  private static func model(_ key: String, _ models: inout MappingReader) -> ModelReference? {
    guard let node = models.node(key) else { return nil }
    switch node.content {
    case .scalar(let path, _): return ModelReference(path: Located(path, at: node.place))
    case .mapping(let entries): return model(key, node, entries, &models)
    case .sequence:
      return models.fail(
        node,
        "'\(key)' must be a path or a mapping, not a list; a program is written "
          + "{command: [PROGRAM, ARGUMENT]}")
    }
  }

  private static func model(
    _ key: String, _ node: ConfigurationNode, _ entries: [ConfigurationNode.Entry],
    _ models: inout MappingReader
  ) -> ModelReference? {
    let sources = ["path", "command", "http"].filter { source in
      entries.contains { $0.key == source }
    }
    guard sources.count < 2 else {
      return models.fail(
        node, "'\(key)' must have one of \(sources.joined(separator: ", ")), not several")
    }
    switch sources.first {
    case "command": return ExternalModelReader.command(key, node, &models)
    case "http": return ExternalModelReader.server(key, node, &models)
    case "path": return file(key, node, &models)
    default: break
    }
    let known = Set(
      (ConfigurationKeys.model + ConfigurationKeys.commandModel + ConfigurationKeys.httpModel)
        .map(\.name))
    let stray = entries.filter { !known.contains($0.key) }
    models.add(stray.map { MappingReader.unknown($0, in: key, known: known.sorted()) })
    return models.fail(
      node,
      "'\(key)' lacks 'path' (a model file or a table of predictions), 'command' (a program) or "
        + "'http' (a server)")
  }

  private static func file(
    _ key: String, _ node: ConfigurationNode, _ models: inout MappingReader
  ) -> ModelReference? {
    var reader = MappingReader(node, keys: ConfigurationKeys.model, section: key)
    let path = reader.located("path")
    var rounds = ModelReference.Rounds.automatic
    if let roundsNode = reader.node("rounds"), let text = reader.text("rounds") {
      switch text {
      case "automatic": rounds = .automatic
      case "all": rounds = .all
      default:
        if let count = Int(text), count > 0 {
          rounds = .first(count)
        } else {
          reader.fail(roundsNode, "'rounds' must be automatic, all or a number of rounds from 1 on")
            as Void?
        }
      }
    }
    let score = reader.text("score")
    let missingCategory = reader.text("missing_category")
    let unknown = reader.node("unknown_categories")
    let policy = reader.text("unknown_categories")
    if let unknown, let policy, !["as_library", "missing"].contains(policy) {
      reader.fail(unknown, "'unknown_categories' must be as_library or missing") as Void?
    }
    let threshold = reader.number("threshold")
    let answers = answers(&reader)
    let classes = classes(&reader)
    let output = reader.text("output")
    let categories =
      reader.node("categories").map { ConfigurationReader.readCategories($0, &reader) } ?? []
    models.add(reader.finish())
    return path.map {
      var reference = ModelReference(path: $0, rounds: rounds, scoreColumn: score)
      reference.missingCategory = missingCategory
      reference.unknownCategoriesAreMissing = policy == "missing"
      reference.threshold = threshold
      reference.answers = answers
      reference.classes = classes
      reference.output = output
      reference.categories = categories
      return reference
    }
  }

  /// What the scores of a model are that is known by its answers.
  static func answers(_ reader: inout MappingReader) -> AnswerMeaning? {
    reader.choice("answers", of: AnswerMeaning.allNames).flatMap(AnswerMeaning.init(rawValue:))
  }

  /// The label's values in the model's order.
  static func classes(_ reader: inout MappingReader) -> [Located<String>]? {
    guard let classes = reader.texts("classes"), let node = reader.node("classes") else {
      return nil
    }
    guard Set(classes.map(\.value)).count == classes.count else {
      return reader.fail(node, "'classes' must be distinct")
    }
    return classes
  }
}
