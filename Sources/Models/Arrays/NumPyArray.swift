/// An array as NumPy's own files (`.npy`) hold it, in row-major order.
struct NumPyArray: Sendable, Equatable {
  /// The elements of one field.
  enum Column: Sendable, Equatable {
    case reals([Double])
    case integers([Int])
    case truths([Bool])
    case texts([String])

    var count: Int {
      switch self {
      case .reals(let values): values.count
      case .integers(let values): values.count
      case .truths(let values): values.count
      case .texts(let values): values.count
      }
    }

    /// The elements as Doubles; nil for texts.
    var numbers: [Double]? {
      switch self {
      case .reals(let values): values
      case .integers(let values): values.map(Double.init)
      case .truths(let values): values.map { $0 ? 1 : 0 }
      case .texts: nil
      }
    }

    /// The elements as whole numbers; nil if one is none.
    var integers: [Int]? {
      switch self {
      case .integers(let values): return values
      case .truths(let values): return values.map { $0 ? 1 : 0 }
      case .reals(let values):
        let whole = values.compactMap { Int(exactly: $0) }
        return whole.count == values.count ? whole : nil
      case .texts: return nil
      }
    }
  }

  let shape: [Int]
  /// One entry without a name, or the fields of a record.
  let fields: [(name: String, column: Column)]

  static func == (one: NumPyArray, other: NumPyArray) -> Bool {
    one.shape == other.shape && one.fields.elementsEqual(other.fields) { $0 == $1 }
  }

  /// Whether a file begins as NumPy's own do.
  static func recognizes(_ prefix: some Sequence<UInt8>) -> Bool {
    prefix.starts(with: [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59])
  }

  /// - Throws: ``ModelError`` if the header is none, the elements are no plain values, or the bytes
  ///   are not exactly those that the shape wants.
  init(_ bytes: [UInt8]) throws(ModelError) {
    let header = try NumPyHeader(bytes)
    shape = header.shape
    let count = header.count
    let width = header.type.width
    let order = header.isColumnMajor ? NumPyArray.rowMajorOrder(shape, count) : nil
    var fields: [(name: String, column: Column)] = []
    var offset = 0
    for field in header.type.fields {
      if field.kind != .void {
        let reader = NumPyFieldReader(
          bytes: bytes, start: header.dataStart + offset, stride: width, count: count,
          field: field, order: order)
        fields.append((field.name, try reader.column()))
      }
      offset += field.width
    }
    self.fields = fields
  }

  /// The elements of an array that is no record.
  func column() throws(ModelError) -> Column {
    guard fields.count == 1, fields[0].name.isEmpty else {
      throw .malformed(place: "array", problem: "holds records; plain elements are expected")
    }
    return fields[0].column
  }

  /// The elements of a record's field.
  func column(_ name: String) -> Column? { fields.first { $0.name == name }?.column }

  /// For each element in row-major order its place in column-major order.
  private static func rowMajorOrder(_ shape: [Int], _ count: Int) -> [Int] {
    var strides: [Int] = []
    var stride = 1
    for extent in shape {
      strides.append(stride)
      stride *= extent
    }
    var index = [Int](repeating: 0, count: shape.count)
    var place = 0
    var order: [Int] = []
    order.reserveCapacity(count)
    for _ in 0..<count {
      order.append(place)
      for axis in shape.indices.reversed() {
        index[axis] += 1
        place += strides[axis]
        if index[axis] < shape[axis] { break }
        place -= strides[axis] * shape[axis]
        index[axis] = 0
      }
    }
    return order
  }
}
