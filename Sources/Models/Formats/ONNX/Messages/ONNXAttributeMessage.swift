/// `AttributeProto`: one named setting of a node.
struct ONNXAttributeMessage {
  private(set) var name = ""
  private(set) var float: Float?
  private(set) var integer: Int64?
  private(set) var text: String?
  private(set) var tensor: ONNXTensorMessage?
  /// At most one: a graph within a graph.
  private(set) var graphs: [ONNXGraphMessage] = []
  private(set) var floats: [Float] = []
  private(set) var integers: [Int64] = []
  private(set) var texts: [String] = []
  /// Whether it is of a kind that no operator here has: lists of tensors or graphs, sparse tensors,
  /// types, references to a function's attributes.
  private(set) var isForeign = false

  init(_ reader: ProtobufReader, depth: Int) throws(ModelError) {
    var reader = reader
    while let (field, value) = try reader.next() {
      switch field {
      case 1: name = try reader.text(value)
      case 2: float = try reader.float(value)
      case 3: integer = try reader.integer(value)
      case 4: text = try reader.text(value)
      case 5: tensor = try ONNXTensorMessage(reader.message(value))
      case 6: graphs = [try ONNXGraphMessage(reader.message(value), depth: depth + 1)]
      case 7: try reader.append(value, to: &floats)
      case 8: try reader.append(value, to: &integers)
      case 9: texts.append(try reader.text(value))
      case 10, 11, 14, 15, 21, 22, 23: isForeign = true
      default: continue
      }
    }
  }
}
