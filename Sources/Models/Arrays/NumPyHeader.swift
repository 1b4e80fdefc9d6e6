import Kernels

/// The header of a NumPy file, versions 1 to 3: shape, element type, order.
struct NumPyHeader {
  let type: NumPyType
  let isColumnMajor: Bool
  let shape: [Int]
  /// The number of elements.
  let count: Int
  /// Where the elements begin.
  let dataStart: Int

  private static let largestHeader = 1 << 16
  private static let mostAxes = 32

  /// - Throws: ``ModelError`` unless the header is right and exactly the elements follow it.
  init(_ bytes: [UInt8]) throws(ModelError) {
    try self.init(declaration: bytes)
    let (size, overflow) = count.multipliedReportingOverflow(by: type.width)
    guard !overflow, size == bytes.count - dataStart else {
      throw .malformed(
        place: "array",
        problem: "\(bytes.count - dataStart) bytes follow the header; \(count) elements of "
          + "\(type.width) bytes are expected")
    }
  }

  /// The header alone, whatever follows.
  init(declaration bytes: [UInt8]) throws(ModelError) {
    func malformed(_ problem: String) -> ModelError {
      .malformed(place: "array header", problem: problem)
    }
    var cursor = ByteCursor(bytes, 0..<bytes.count)
    guard let magic = cursor.take(6), NumPyArray.recognizes(magic), let major = cursor.word(1),
      cursor.word(1) != nil
    else { throw malformed("is no NumPy array") }
    guard (1...3).contains(major) else { throw malformed("is of version \(major), not 1 to 3") }
    guard let length = cursor.integer(major == 1 ? 2 : 4), length <= NumPyHeader.largestHeader,
      let text = cursor.take(length), case .dictionary(let entries) = PythonLiteral(text),
      let descriptor = entries["descr"], case .truth(let isColumnMajor) = entries["fortran_order"],
      case .sequence(let axes) = entries["shape"], axes.count <= NumPyHeader.mostAxes
    else { throw malformed("is damaged or cut off") }
    dataStart = cursor.position
    var shape: [Int] = []
    var count = 1
    for axis in axes {
      guard case .integer(let extent) = axis, extent >= 0 else {
        throw malformed("has an extent that is no count")
      }
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw malformed("has more elements than can be counted") }
      count = product
      shape.append(extent)
    }
    type = try NumPyType(descriptor)
    self.isColumnMajor = isColumnMajor && shape.count > 1
    // Elements of no bytes cost nothing in the file, so the bytes left do not bound them.
    guard type.width > 0 || count <= Limits.Models.emptyElements else {
      throw .tooLarge(
        what: "the number of empty elements of an array", limit: "\(Limits.Models.emptyElements)")
    }
    self.shape = shape
    self.count = count
  }
}
