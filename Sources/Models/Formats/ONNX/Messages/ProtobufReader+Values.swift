extension ProtobufReader {
  /// The value as a message, to be walked through.
  func message(_ value: Value) throws(ModelError) -> ProtobufReader {
    ProtobufReader(bytes, try range(value))
  }

  /// The positions of a text's, message's or packed field's bytes.
  func range(_ value: Value) throws(ModelError) -> Range<Int> {
    guard case .bytes(let range) = value else {
      throw ProtobufReader.malformed(position, "a number stands where a text or message belongs")
    }
    return range
  }

  /// The value as text.
  func text(_ value: Value) throws(ModelError) -> String {
    let range = try range(value)
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw ProtobufReader.malformed(range.lowerBound, "a text is not UTF-8")
    }
    return text
  }

  /// The value as a signed integer.
  func integer(_ value: Value) throws(ModelError) -> Int64 {
    guard case .varint(let number) = value else {
      throw ProtobufReader.malformed(position, "an integer is expected")
    }
    return Int64(bitPattern: number)
  }

  /// The value as a float.
  func float(_ value: Value) throws(ModelError) -> Float {
    guard case .fixed32(let word) = value else {
      throw ProtobufReader.malformed(position, "a number of 32 bits is expected")
    }
    return Float(bitPattern: word)
  }

  /// Adds one integer, or a packed run of them, as writers may choose.
  func append(_ value: Value, to integers: inout [Int64]) throws(ModelError) {
    guard case .bytes(let range) = value else {
      integers.append(try integer(value))
      return
    }
    var packed = ProtobufReader(bytes, range)
    while !packed.isAtEnd { integers.append(Int64(bitPattern: try packed.varint())) }
  }

  /// Adds one float, or a packed run of them.
  func append(_ value: Value, to floats: inout [Float]) throws(ModelError) {
    guard case .bytes(let range) = value else {
      floats.append(try float(value))
      return
    }
    var packed = ProtobufReader(bytes, range)
    floats.reserveCapacity(floats.count + range.count / 4)
    while !packed.isAtEnd { floats.append(Float(bitPattern: try packed.fixed32())) }
  }

  /// Adds one double, or a packed run of them.
  func append(_ value: Value, to doubles: inout [Double]) throws(ModelError) {
    switch value {
    case .fixed64(let word): doubles.append(Double(bitPattern: word))
    case .bytes(let range):
      var packed = ProtobufReader(bytes, range)
      doubles.reserveCapacity(doubles.count + range.count / 8)
      while !packed.isAtEnd { doubles.append(Double(bitPattern: try packed.fixed64())) }
    case .varint, .fixed32:
      throw ProtobufReader.malformed(position, "a number of 64 bits is expected")
    }
  }
}
