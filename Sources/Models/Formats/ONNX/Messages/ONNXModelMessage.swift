/// `ModelProto`: the whole file.
struct ONNXModelMessage {
  private(set) var producer = ""
  private(set) var producerVersion = ""
  /// Version by domain, as the file imports them.
  private(set) var opsets: [String: Int64] = [:]
  private(set) var metadata: [(key: String, value: String)] = []
  /// Whether nodes may name functions that the file defines.
  private(set) var definesFunctions = false
  let graph: ONNXGraphMessage

  init(_ bytes: [UInt8]) throws(ModelError) {
    var reader = ProtobufReader(bytes, bytes.indices)
    var found: ONNXGraphMessage?
    while let (field, value) = try reader.next() {
      switch field {
      case 2: producer = try reader.text(value)
      case 3: producerVersion = try reader.text(value)
      case 7: found = try ONNXGraphMessage(reader.message(value))
      case 8: try ONNXModelMessage.add(reader.message(value), to: &opsets)
      case 14: metadata.append(try ONNXModelMessage.entry(reader.message(value)))
      case 25: definesFunctions = true
      default: continue
      }
    }
    guard let found else { throw .malformed(place: "the file", problem: "holds no graph") }
    guard !opsets.isEmpty else {
      throw .malformed(
        place: "opset_import", problem: "is missing; which operators are meant is not known")
    }
    graph = found
  }

  private static func add(
    _ reader: ProtobufReader, to opsets: inout [String: Int64]
  ) throws(ModelError) {
    var reader = reader
    var domain = ""
    var version: Int64 = 0
    while let (field, value) = try reader.next() {
      switch field {
      case 1: domain = try reader.text(value)
      case 2: version = try reader.integer(value)
      default: continue
      }
    }
    let key = domain == "ai.onnx" ? "" : domain
    guard opsets[key] == nil || opsets[key] == version else {
      throw .malformed(place: "opset_import", problem: "gives '\(domain)' two versions")
    }
    opsets[key] = version
  }

  /// `StringStringEntryProto`: a key and its value.
  static func entry(_ reader: ProtobufReader) throws(ModelError) -> (key: String, value: String) {
    var reader = reader
    var entry = (key: "", value: "")
    while let (field, value) = try reader.next() {
      switch field {
      case 1: entry.key = try reader.text(value)
      case 2: entry.value = try reader.text(value)
      default: continue
      }
    }
    return entry
  }
}
