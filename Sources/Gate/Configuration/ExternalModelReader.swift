internal import Models

/// Reads a model that a program or a server runs.
enum ExternalModelReader {
  static func command(
    _ key: String, _ node: ConfigurationNode, _ models: inout MappingReader
  ) -> ModelReference? {
    var reader = MappingReader(node, keys: ConfigurationKeys.commandModel, section: key)
    let arguments = arguments(&reader)
    let isPersistent = reader.choice("protocol", of: ["csv", "lines"]) == "lines"
    if let batch = reader.node("batch_rows"), !isPersistent {
      reader.fail(batch, "'batch_rows' is for 'protocol: lines'; csv sends the whole table")
        as Void?
    }
    let environment = reader.texts("env") ?? []
    for name in environment where !isVariable(name.value) {
      reader.add([
        .init(
          place: name.place,
          message: "'env' lists names of variables, such as HF_HOME; '\(name.value.prefix(8))…' is "
            + "none, and values do not belong into this file")
      ])
    }
    let common = common(&reader, defaultRows: 10_000)
    models.add(reader.finish())
    guard let arguments, let common else { return nil }
    let source = ExternalReference.CommandReference(
      arguments: arguments, isPersistent: isPersistent, environment: environment)
    return reference(arguments.joined(separator: " "), node, .command(source), common)
  }

  static func server(
    _ key: String, _ node: ConfigurationNode, _ models: inout MappingReader
  ) -> ModelReference? {
    var reader = MappingReader(node, keys: ConfigurationKeys.httpModel, section: key)
    let address = address(&reader)
    let isInference = reader.choice("protocol", of: ["mlflow", "oip_v2"]) == "oip_v2"
    let model = model(&reader, isNeeded: isInference)
    let headers = HeadersReader.read(&reader)
    let retries = reader.integer("retries", atLeast: 0) ?? 3
    if retries > 20, let place = reader.node("retries") {
      reader.fail(place, "'retries' must be at most 20") as Void?
    }
    let common = common(&reader, defaultRows: 1000)
    let problems = reader.finish()
    models.add(problems)
    guard problems.isEmpty, let address, let common else { return nil }
    let source = ExternalReference.HTTPReference(
      address: address, model: model, headers: headers, retries: retries)
    return reference(address.text, node, .http(source), common)
  }

  private struct Common {
    let timeout: Int
    let rows: Int
    let score: String?
    let answers: AnswerMeaning?
    let classes: [String]?
    let threshold: Double?
  }

  private static func reference(
    _ name: String, _ node: ConfigurationNode, _ source: ExternalReference.Source, _ common: Common
  ) -> ModelReference {
    var reference = ModelReference(path: Located(name, at: node.place))
    reference.external = ExternalReference(
      source: source, timeoutMilliseconds: common.timeout, batchRows: common.rows,
      scoreColumn: common.score, answers: common.answers,
      classes: common.classes)
    reference.threshold = common.threshold
    return reference
  }

  private static func common(_ reader: inout MappingReader, defaultRows: Int) -> Common? {
    var timeout: Int? = 300_000
    if let node = reader.node("timeout"), let text = reader.text("timeout") {
      timeout = milliseconds(text)
      if timeout == nil {
        reader.fail(
          node, "'timeout' is \(node.kind); write a time such as 500ms, 60s or 5m, at most 24h")
          as Void?
      }
    }
    let rows = reader.integer("batch_rows", atLeast: 1) ?? defaultRows
    let score = reader.text("score")
    let answers = ModelsReader.answers(&reader)
    let classes = ModelsReader.classes(&reader)?.map(\.value)
    let threshold = reader.number("threshold")
    guard let timeout else { return nil }
    return Common(
      timeout: timeout, rows: rows, score: score, answers: answers, classes: classes,
      threshold: threshold)
  }

  private static func arguments(_ reader: inout MappingReader) -> [String]? {
    guard let node = reader.node("command") else { return nil }
    guard case .sequence = node.content else {
      return reader.fail(
        node, "'command' must be a list, [PROGRAM, ARGUMENT, …]; no shell splits a text into words")
    }
    guard let arguments = reader.texts("command")?.map(\.value) else { return nil }
    guard let program = arguments.first, !program.isEmpty else {
      return reader.fail(node, "'command' must name a program")
    }
    return arguments
  }

  private static func address(_ reader: inout MappingReader) -> ServerAddress? {
    guard let node = reader.node("http"), let text = reader.text("http") else { return nil }
    do throws(ServerAddress.Problem) {
      return try ServerAddress(text)
    } catch {
      return reader.fail(node, "'http' \(error.message)")
    }
  }

  private static func model(_ reader: inout MappingReader, isNeeded: Bool) -> String? {
    guard let node = reader.node("model"), let name = reader.text("model") else {
      if isNeeded, let place = reader.node("protocol") {
        reader.fail(place, "'protocol: oip_v2' needs 'model', the model's name at the server")
          as Void?
      }
      return nil
    }
    guard isNeeded else {
      return reader.fail(node, "'model' is for 'protocol: oip_v2'; MLflow serves one model")
    }
    // A name with a slash may be NAME/versions/1.
    guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !Array("?#%".utf8).contains($0) }) else {
      return reader.fail(node, "'model' must be plain ASCII without blanks, '?', '#' and '%'")
    }
    return name
  }

  static func isVariable(_ name: String) -> Bool {
    guard let first = name.utf8.first, first < 0x30 || first > 0x39 else { return false }
    return name.utf8.allSatisfy {
      $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
        || (0x61...0x7A).contains($0)
    }
  }

  /// `500ms`, `60s`, `5m`, `1h`; a bare number counts seconds. Nil unless within 1 ms … 24 h.
  static func milliseconds(_ text: String) -> Int? {
    let units = [("ms", 1.0), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]
    let (suffix, factor) = units.first { text.hasSuffix($0.0) } ?? ("", 1000)
    guard let number = Double(text.dropLast(suffix.count)) else { return nil }
    let milliseconds = (number * factor).rounded()
    guard milliseconds >= 1, milliseconds <= 86_400_000 else { return nil }
    return Int(milliseconds)
  }
}
