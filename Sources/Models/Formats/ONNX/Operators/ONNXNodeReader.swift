/// Reads the attributes of one node. What nobody asked for is not supported: an attribute that was
/// overlooked would be a wrong score.
struct ONNXNodeReader {
  let operation: String
  /// The version of the node's operator set.
  let version: Int
  let inputCount: Int
  let outputCount: Int
  /// The node, for messages.
  let place: String
  private var attributes: [String: ONNXAttributeMessage] = [:]
  /// For graphs within the node.
  let opsets: [String: Int64]
  let constants: ONNXTensorReader

  init(
    _ node: ONNXNodeMessage, index: Int, opsets: [String: Int64], constants: ONNXTensorReader
  ) throws(ModelError) {
    operation = node.operation
    version = Int(opsets[node.domain] ?? 0)
    self.opsets = opsets
    self.constants = constants
    inputCount = node.inputs.count
    outputCount = node.outputs.count
    place = ONNXNodeReader.place(of: node, index: index)
    for attribute in node.attributes {
      guard attributes.updateValue(attribute, forKey: attribute.name) == nil else {
        throw malformed("gives the attribute '\(attribute.name)' twice")
      }
      guard !attribute.isForeign else {
        throw unsupported("the attribute '\(attribute.name)' of this type")
      }
    }
  }

  /// What a node is called in messages.
  static func place(of node: ONNXNodeMessage, index: Int) -> String {
    node.name.isEmpty
      ? "node \(index) (\(node.operation))" : "node '\(node.name)' (\(node.operation))"
  }

  mutating func optionalInteger(_ name: String) throws(ModelError) -> Int? {
    guard let attribute = attributes.removeValue(forKey: name) else { return nil }
    guard let value = attribute.integer else { throw wrongType(name, "a whole number") }
    return Int(value)
  }

  mutating func integer(_ name: String, default value: Int) throws(ModelError) -> Int {
    try optionalInteger(name) ?? value
  }

  mutating func float(_ name: String, default value: Float) throws(ModelError) -> Float {
    guard let attribute = attributes.removeValue(forKey: name) else { return value }
    // Protocol buffers may leave out a zero.
    guard let value = attribute.float ?? (attribute.integer == nil ? 0 : nil) else {
      throw wrongType(name, "a number")
    }
    return value
  }

  mutating func text(_ name: String, default value: String) throws(ModelError) -> String {
    guard let attribute = attributes.removeValue(forKey: name) else { return value }
    return attribute.text ?? ""
  }

  /// Empty where the node does not have the attribute.
  mutating func integers(_ name: String) -> [Int] {
    (attributes.removeValue(forKey: name)?.integers ?? []).map { Int($0) }
  }

  /// Nil where the node does not have the attribute.
  mutating func optionalIntegers(_ name: String) -> [Int]? {
    attributes.removeValue(forKey: name)?.integers.map { Int($0) }
  }

  /// Empty where the node does not have the attribute.
  mutating func floats(_ name: String) -> [Float] {
    attributes.removeValue(forKey: name)?.floats ?? []
  }

  /// Empty where the node does not have the attribute.
  mutating func texts(_ name: String) -> [String] {
    attributes.removeValue(forKey: name)?.texts ?? []
  }

  mutating func tensor(_ name: String) throws(ModelError) -> ONNXTensor? {
    guard let attribute = attributes.removeValue(forKey: name) else { return nil }
    guard let message = attribute.tensor else { throw wrongType(name, "a tensor") }
    return try constants.tensor(message)
  }

  mutating func graph(_ name: String) throws(ModelError) -> ONNXGraphMessage {
    guard let graph = attributes.removeValue(forKey: name)?.graphs.first else {
      throw wrongType(name, "a graph")
    }
    return graph
  }

  /// Takes attributes that say nothing about the scores.
  mutating func ignore(_ names: String...) {
    for name in names { attributes[name] = nil }
  }

  /// Whether the node has an attribute that is not read yet.
  func has(_ name: String) -> Bool { attributes[name] != nil }

  /// - Throws: ``ModelError/unsupported(feature:advice:)`` if an attribute was not read.
  func finish() throws(ModelError) {
    guard let name = attributes.keys.sorted().first else { return }
    throw unsupported("the attribute '\(name)'")
  }

  func malformed(_ problem: String) -> ModelError { .malformed(place: place, problem: problem) }

  /// The error for a right node that is not supported.
  func unsupported(_ feature: String) -> ModelError {
    .unsupported(feature: "\(feature) in \(place)", advice: ONNXFormat.advice)
  }

  private func wrongType(_ name: String, _ needed: String) -> ModelError {
    malformed("'\(name)' must be \(needed)")
  }
}
