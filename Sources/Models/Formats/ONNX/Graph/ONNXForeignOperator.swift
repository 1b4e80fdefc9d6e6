/// An operator that a graph needs and that is not computed here.
struct ONNXForeignOperator: Equatable, CustomStringConvertible {
  let domain: String
  let name: String
  /// The version of its operator set; nil where the file imports none.
  let version: Int64?

  /// As people look it up: `If`, `com.microsoft.CDist`, `Add of operator set 6`.
  var description: String {
    let name = domain.isEmpty ? name : "\(domain).\(name)"
    let isKnown = ONNXOperatorCatalog.entry(domain: domain, name: self.name) != nil
    guard isKnown else { return name }
    return version.map { "\(name) of operator set \($0)" } ?? "\(name) without an operator set"
  }
}

extension ONNXGraph {
  /// - Throws: ``ModelError/unsupported(feature:advice:)`` naming the operators among `nodes` that
  ///   are not native.
  func requireNative(_ nodes: [Node]) throws(ModelError) {
    let names = foreignOperators(among: nodes).map { "\($0)" }
    guard !names.isEmpty else { return }
    throw .unsupported(
      feature: (names.count == 1 ? "the ONNX operator " : "the ONNX operators ")
        + names.joined(separator: ", "), advice: ONNXFormat.advice)
  }

  /// The operators among `nodes` that are not native, each once, in order of appearance.
  ///
  /// Nothing is run and no attribute is read: another engine can be asked instead. A node may still
  /// be refused for what its attributes ask.
  func foreignOperators(among nodes: [Node]) -> [ONNXForeignOperator] {
    var found: [ONNXForeignOperator] = []
    for node in nodes {
      let (domain, name) = (node.message.domain, node.message.operation)
      let version = opsets[domain]
      if let entry = ONNXOperatorCatalog.entry(domain: domain, name: name), let version,
        Int(exactly: version).map(entry.versions.contains) ?? false
      {
        continue
      }
      let foreign = ONNXForeignOperator(domain: domain, name: name, version: version)
      if !found.contains(foreign) { found.append(foreign) }
    }
    return found
  }
}
