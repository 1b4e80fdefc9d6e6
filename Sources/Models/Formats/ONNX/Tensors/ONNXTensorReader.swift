import Kernels

/// Decodes the constants of a file, also those that lie in files beside it.
struct ONNXTensorReader {
  let folder: ModelFolder?

  /// The most bytes of one external file.
  private static let externalLimit = Limits.Models.fileBytes

  /// The tensor that `message` describes.
  ///
  /// - Throws: ``ModelError`` if its numbers are not as many as its dimensions say, its type is of
  ///   another world, or external data is outside of the model's folder.
  func tensor(_ message: ONNXTensorMessage) throws(ModelError) -> ONNXTensor {
    let place = "constant '\(message.name)'"
    let shape = try shape(message.dimensions, place)
    let count = try count(of: shape, place)
    var raw = message.raw
    if message.isExternal { raw = try external(message, place) }
    let elements =
      if let raw {
        try decode(raw, type: message.elementType, count: count, place)
      } else {
        try typed(message, place)
      }
    guard elements.count == count else {
      throw .malformed(
        place: place, problem: "holds \(elements.count) elements; \(count) are expected")
    }
    return ONNXTensor(shape, elements)
  }

  private func shape(_ dimensions: [Int64], _ place: String) throws(ModelError) -> [Int] {
    guard dimensions.count <= Limits.Models.onnxAxes else {
      throw .tooLarge(what: "\(place): the number of axes", limit: "\(Limits.Models.onnxAxes)")
    }
    for size in dimensions where size < 0 || size > Int64(Int32.max) {
      throw .malformed(place: place, problem: "has a dimension of \(size)")
    }
    return dimensions.map(Int.init)
  }

  private func count(of shape: [Int], _ place: String) throws(ModelError) -> Int {
    var count = 1
    for size in shape {
      // A size of 0 hides no other: parts of the shape are multiplied too.
      let (product, overflow) = count.multipliedReportingOverflow(by: max(1, size))
      guard !overflow, product <= Limits.Models.onnxConstant else {
        throw .tooLarge(
          what: "\(place): its size", limit: "\(Limits.Models.onnxConstant) elements")
      }
      count = product
    }
    return shape.contains(0) ? 0 : count
  }

  private func typed(
    _ message: ONNXTensorMessage, _ place: String
  ) throws(ModelError) -> ONNXElements {
    switch message.elementType {
    case 1: return .float(message.floats)
    case 11: return .double(message.doubles)
    case 2, 3, 4, 5, 6, 7, 12, 13: return .integer(message.integers)
    case 9: return .truth(message.integers.map { $0 != 0 })
    case 8: return .text(ONNXTexts(message.texts))
    default: throw ONNXTensorReader.foreign(message.elementType, place)
    }
  }

  private func decode(
    _ raw: ArraySlice<UInt8>, type: Int64, count: Int, _ place: String
  ) throws(ModelError) -> ONNXElements {
    let widths: [Int64: Int] = [
      1: 4, 2: 1, 3: 1, 4: 2, 5: 2, 6: 4, 7: 8, 9: 1, 11: 8, 12: 4, 13: 8,
    ]
    guard let width = widths[type] else { throw ONNXTensorReader.foreign(type, place) }
    guard raw.count == count * width else {
      throw .malformed(
        place: place,
        problem: "has \(raw.count) bytes of data; its shape needs \(count * width)")
    }
    func words() -> [UInt64] {
      (0..<count).map { index in
        let start = raw.startIndex + index * width
        return (0..<width).reduce(0) { $0 | UInt64(raw[start + $1]) << UInt64(8 * $1) }
      }
    }
    switch type {
    case 1: return .float(words().map { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) })
    case 11: return .double(words().map { Double(bitPattern: $0) })
    case 9: return .truth(words().map { $0 != 0 })
    case 3, 5, 6:
      let shift = UInt64(64 - 8 * width)
      return .integer(words().map { Int64(bitPattern: $0 << shift) >> Int64(shift) })
    default: return .integer(words().map { Int64(bitPattern: $0) })
    }
  }

  private func external(
    _ message: ONNXTensorMessage, _ place: String
  ) throws(ModelError) -> ArraySlice<UInt8> {
    func entry(_ key: String) -> String? { message.external.last { $0.key == key }?.value }
    guard let location = entry("location") else {
      throw .malformed(place: place, problem: "lies in another file and does not say in which")
    }
    guard let folder else {
      throw .malformed(place: place, problem: "lies in '\(location)', and the model in no folder")
    }
    let bytes = try folder.read(location, limit: ONNXTensorReader.externalLimit)
    let start = entry("offset").map { Int($0) ?? -1 } ?? 0
    guard start >= 0, start <= bytes.count else {
      throw .malformed(place: place, problem: "starts outside of '\(location)'")
    }
    let length = entry("length").map { Int($0) ?? -1 } ?? bytes.count - start
    guard length >= 0, length <= bytes.count - start else {
      throw .malformed(place: place, problem: "ends outside of '\(location)'")
    }
    return bytes[start..<start + length]
  }

  private static func foreign(_ type: Int64, _ place: String) -> ModelError {
    .unsupported(
      feature: "\(place) of element type \(type)",
      advice: "float, double, whole numbers, truth values and texts are read")
  }
}
