/// The numbers, truth values or texts of a tensor.
///
/// All integer types are kept in 64 bits: tabular graphs use the narrow ones for indices and flags
/// only.
enum ONNXElements: Sendable {
  case float([Float])
  case double([Double])
  case integer([Int64])
  case truth([Bool])
  case text(ONNXTexts)

  var count: Int {
    switch self {
    case .float(let values): values.count
    case .double(let values): values.count
    case .integer(let values): values.count
    case .truth(let values): values.count
    case .text(let texts): texts.codes.count
    }
  }

  /// What people call the type.
  var typeName: String {
    switch self {
    case .float: "float"
    case .double: "double"
    case .integer: "integer"
    case .truth: "boolean"
    case .text: "text"
    }
  }

  /// The elements at `positions`.
  func picking(_ positions: [Int]) -> ONNXElements {
    switch self {
    case .float(let values): .float(positions.map { values[$0] })
    case .double(let values): .double(positions.map { values[$0] })
    case .integer(let values): .integer(positions.map { values[$0] })
    case .truth(let values): .truth(positions.map { values[$0] })
    case .text(let texts):
      .text(ONNXTexts(codes: positions.map { texts.codes[$0] }, levels: texts.levels))
    }
  }

  /// The elements of all `parts`, one after another; nil where their types differ.
  static func joined(_ parts: [ONNXElements]) -> ONNXElements? {
    guard let first = parts.first else { return nil }
    var (floats, doubles, integers, truths): ([Float], [Double], [Int64], [Bool]) = ([], [], [], [])
    var texts: [ONNXTexts] = []
    for part in parts {
      switch (first, part) {
      case (.float, .float(let values)): floats += values
      case (.double, .double(let values)): doubles += values
      case (.integer, .integer(let values)): integers += values
      case (.truth, .truth(let values)): truths += values
      case (.text, .text(let values)): texts.append(values)
      default: return nil
      }
    }
    return switch first {
    case .float: .float(floats)
    case .double: .double(doubles)
    case .integer: .integer(integers)
    case .truth: .truth(truths)
    case .text: .text(ONNXTexts(joining: texts))
    }
  }

  /// Floats or doubles as doubles, integers and truth values too; nil for texts.
  var doubles: [Double]? {
    switch self {
    case .float(let values): values.map(Double.init)
    case .double(let values): values
    case .integer(let values): values.map(Double.init)
    case .truth(let values): values.map { $0 ? 1 : 0 }
    case .text: nil
    }
  }

  /// Numbers as floats; nil for texts.
  var floats: [Float]? {
    switch self {
    case .float(let values): values
    case .double(let values): values.map(Float.init)
    case .integer(let values): values.map(Float.init)
    case .truth(let values): values.map { $0 ? 1 : 0 }
    case .text: nil
    }
  }
}
