/// `NodeProto`: one operator with the names of what it reads and writes.
struct ONNXNodeMessage {
  /// An empty name is an optional input that is not given.
  private(set) var inputs: [String] = []
  private(set) var outputs: [String] = []
  private(set) var name = ""
  private(set) var operation = ""
  /// Empty for the standard operators.
  private(set) var domain = ""
  private(set) var attributes: [ONNXAttributeMessage] = []

  init(_ reader: ProtobufReader, depth: Int) throws(ModelError) {
    var reader = reader
    while let (field, value) = try reader.next() {
      switch field {
      case 1: inputs.append(try reader.text(value))
      case 2: outputs.append(try reader.text(value))
      case 3: name = try reader.text(value)
      case 4: operation = try reader.text(value)
      case 5: attributes.append(try ONNXAttributeMessage(reader.message(value), depth: depth))
      case 7: domain = try reader.text(value)
      default: continue
      }
    }
    if domain == "ai.onnx" { domain = "" }
  }
}
