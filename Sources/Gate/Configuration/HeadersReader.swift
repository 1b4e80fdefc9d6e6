/// Reads `headers:`, so that no secret stands in the file.
enum HeadersReader {
  static func read(_ reader: inout MappingReader) -> [ExternalReference.Header] {
    guard let node = reader.node("headers") else { return [] }
    guard case .mapping(let entries) = node.content else {
      reader.fail(node, "'headers' must be a mapping of names to texts, not \(node.kind)") as Void?
      return []
    }
    var headers: [ExternalReference.Header] = []
    for entry in entries {
      if let problem = problem(entry) {
        reader.add([problem])
      } else if let header = header(entry) {
        headers.append(header)
      }
    }
    return headers
  }

  /// `env:NAME` at the value's end, perhaps behind a scheme.
  private static func header(_ entry: ConfigurationNode.Entry) -> ExternalReference.Header? {
    guard case .scalar(let text, _) = entry.value.content else { return nil }
    guard let marker = text.firstRange(of: "env:") else {
      return ExternalReference.Header(name: entry.key, text: text, variable: nil)
    }
    return ExternalReference.Header(
      name: entry.key, text: String(text[..<marker.lowerBound]),
      variable: Located(String(text[marker.upperBound...]), at: entry.value.place))
  }

  private static func problem(_ entry: ConfigurationNode.Entry) -> ConfigurationProblem? {
    let name = entry.key.lowercased()
    let symbols = Array("!#$%&'*+-.^_`|~".utf8)
    guard !name.isEmpty,
      name.utf8.allSatisfy({
        symbols.contains($0) || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
      })
    else {
      return ConfigurationProblem(
        place: entry.keyPlace, message: "'\(entry.key)' cannot be the name of a header")
    }
    let own = ["content-type", "content-length", "host", "transfer-encoding", "expect", "accept"]
    if own.contains(name) {
      return ConfigurationProblem(
        place: entry.keyPlace, message: "the header '\(entry.key)' is set by the protocol")
    }
    guard case .scalar(let text, _) = entry.value.content else {
      return ConfigurationProblem(
        place: entry.value.place, message: "the header '\(entry.key)' must be a text")
    }
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
      return ConfigurationProblem(
        place: entry.value.place,
        message: "the header '\(entry.key)' must be plain ASCII on one line")
    }
    return variableProblem(entry, name, text)
  }

  private static func variableProblem(
    _ entry: ConfigurationNode.Entry, _ name: String, _ text: String
  ) -> ConfigurationProblem? {
    if let marker = text.firstRange(of: "env:") {
      guard !ExternalModelReader.isVariable(String(text[marker.upperBound...])) else { return nil }
      return ConfigurationProblem(
        place: entry.value.place,
        message: "the header '\(entry.key)' must end with env:NAME, the name of a variable")
    }
    let words = ["auth", "token", "secret", "key", "password", "credential", "cookie", "session"]
    guard words.contains(where: { name.contains($0) }) else { return nil }
    return ConfigurationProblem(
      place: entry.value.place,
      message: "the header '\(entry.key)' holds a secret, which does not belong into this file; "
        + "write env:NAME (or 'Bearer env:NAME') and set that variable where the gate runs")
  }
}
