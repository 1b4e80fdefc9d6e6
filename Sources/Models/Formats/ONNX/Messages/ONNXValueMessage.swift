/// `ValueInfoProto`: the name and type of an input or output.
struct ONNXValueMessage {
  /// The type as far as a table can meet it.
  enum Kind: Equatable {
    /// - Parameter dimensions: nil where the file leaves the size open.
    case tensor(elementType: Int64, dimensions: [Int64?]?)
    /// A list of maps, as `ZipMap` makes them.
    case sequence
    case other
  }

  private(set) var name = ""
  private(set) var kind = Kind.other

  init(_ reader: ProtobufReader) throws(ModelError) {
    var reader = reader
    while let (field, value) = try reader.next() {
      switch field {
      case 1: name = try reader.text(value)
      case 2: kind = try ONNXValueMessage.kind(reader.message(value))
      default: continue
      }
    }
  }

  private static func kind(_ reader: ProtobufReader) throws(ModelError) -> Kind {
    var reader = reader
    var kind = Kind.other
    while let (field, value) = try reader.next() {
      switch field {
      case 1: kind = try tensor(reader.message(value))
      case 4: kind = .sequence
      default: continue
      }
    }
    return kind
  }

  private static func tensor(_ reader: ProtobufReader) throws(ModelError) -> Kind {
    var reader = reader
    var elementType: Int64 = 0
    var dimensions: [Int64?]?
    while let (field, value) = try reader.next() {
      switch field {
      case 1: elementType = try reader.integer(value)
      case 2: dimensions = try shape(reader.message(value))
      default: continue
      }
    }
    return .tensor(elementType: elementType, dimensions: dimensions)
  }

  private static func shape(_ reader: ProtobufReader) throws(ModelError) -> [Int64?] {
    var reader = reader
    var dimensions: [Int64?] = []
    while let (field, value) = try reader.next() {
      guard field == 1 else { continue }
      var dimension = try reader.message(value)
      var size: Int64?
      while let (field, value) = try dimension.next() {
        if field == 1 { size = try dimension.integer(value) }
      }
      // Converters write 0 or less for a size that they do not know.
      dimensions.append(size.flatMap { $0 > 0 ? $0 : nil })
    }
    return dimensions
  }
}
