import Kernels

/// `GraphProto`: nodes, constants, and the names of inputs and outputs.
struct ONNXGraphMessage {
  private(set) var nodes: [ONNXNodeMessage] = []
  private(set) var constants: [ONNXTensorMessage] = []
  private(set) var inputs: [ONNXValueMessage] = []
  private(set) var outputs: [ONNXValueMessage] = []

  /// Graphs within graphs within …; a loop body is at depth 1.
  private static let deepest = Limits.Models.onnxLevels
  private static let nodeLimit = Limits.Models.onnxNodes

  init(_ reader: ProtobufReader, depth: Int = 0) throws(ModelError) {
    guard depth <= ONNXGraphMessage.deepest else {
      throw .tooLarge(what: "the depth of graphs within graphs", limit: "\(Self.deepest)")
    }
    var reader = reader
    while let (field, value) = try reader.next() {
      switch field {
      case 1:
        // Two bytes of the file are a node of a hundred.
        guard nodes.count < ONNXGraphMessage.nodeLimit else {
          throw .tooLarge(what: "the number of nodes", limit: "\(Self.nodeLimit)")
        }
        nodes.append(try ONNXNodeMessage(reader.message(value), depth: depth))
      case 5: constants.append(try ONNXTensorMessage(reader.message(value)))
      case 11: inputs.append(try ONNXValueMessage(reader.message(value)))
      case 12: outputs.append(try ONNXValueMessage(reader.message(value)))
      case 15:
        throw .unsupported(
          feature: "sparse constants",
          advice: "score the rows elsewhere and use a table of"
            + " predictions")
      default: continue
      }
    }
  }
}
