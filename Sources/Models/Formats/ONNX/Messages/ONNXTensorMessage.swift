/// `TensorProto`: a constant as the file holds it, its numbers not decoded yet.
struct ONNXTensorMessage {
  private(set) var name = ""
  private(set) var dimensions: [Int64] = []
  private(set) var elementType: Int64 = 0
  private(set) var floats: [Float] = []
  private(set) var doubles: [Double] = []
  /// Of `int32_data` and `int64_data`; a tensor has one of them.
  private(set) var integers: [Int64] = []
  private(set) var texts: [String] = []
  /// The bytes of `raw_data`.
  private(set) var raw: ArraySlice<UInt8>?
  private(set) var isExternal = false
  /// `location`, `offset`, `length` and others of `external_data`.
  private(set) var external: [(key: String, value: String)] = []

  init(_ reader: ProtobufReader) throws(ModelError) {
    var reader = reader
    while let (field, value) = try reader.next() {
      switch field {
      case 1: try reader.append(value, to: &dimensions)
      case 2: elementType = try reader.integer(value)
      case 4: try reader.append(value, to: &floats)
      case 5, 7, 11: try reader.append(value, to: &integers)
      case 6: texts.append(try reader.text(value))
      case 8: name = try reader.text(value)
      case 9: raw = reader.bytes[try reader.range(value)]
      case 10: try reader.append(value, to: &doubles)
      case 13: external.append(try ONNXModelMessage.entry(reader.message(value)))
      case 14: isExternal = try reader.integer(value) == 1
      default: continue
      }
    }
  }
}
