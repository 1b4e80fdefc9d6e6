import Glibc

/// Operators that make one number of two or more, element by element.
struct ONNXArithmetic: ONNXOperator {
  private enum Kind: String {
    case add = "Add"
    case divide = "Div"
    case max = "Max"
    case mean = "Mean"
    case min = "Min"
    case modulo = "Mod"
    case multiply = "Mul"
    case power = "Pow"
    case subtract = "Sub"
    case sum = "Sum"
  }

  private let kind: Kind
  /// Whether Mod takes the sign of the dividend, as fmod of C.
  private let isFloatModulo: Bool

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    guard let kind = Kind(rawValue: node.operation) else { throw node.unsupported("the operator") }
    self.kind = kind
    isFloatModulo = kind == .modulo ? try node.integer("fmod", default: 0) != 0 : false
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    var result = try inputs.required(0)
    for index in 1..<max(1, inputs.count) {
      result = try combined(result, try inputs.required(index), inputs, &budget)
    }
    if kind == .mean {
      let count = ONNXTensor([], .float([Float(inputs.count)]))
      let divisor = try ONNXCast.cast(count, like: result, inputs)
      result = try ONNXArithmetic(.divide).combined(result, divisor, inputs, &budget)
    }
    return [result]
  }

  private init(_ kind: Kind) {
    self.kind = kind
    isFloatModulo = false
  }

  private func combined(
    _ a: ONNXTensor, _ b: ONNXTensor, _ inputs: ONNXInputs, _ budget: inout ONNXBudget
  ) throws(ModelError) -> ONNXTensor {
    // Only powers may have another type on the right.
    let b = kind == .power ? try ONNXCast.cast(b, like: a, inputs) : b
    let pair = try ONNXPair(a, b, inputs, &budget)
    let elements: ONNXElements
    switch (a.elements, b.elements) {
    case (.float(let x), .float(let y)):
      elements = .float(kind == .power ? pair.map(x, y, ONNXArithmetic.power) : numbers(pair, x, y))
    case (.double(let x), .double(let y)):
      elements = .double(kind == .power ? pair.map(x, y, Glibc.pow) : numbers(pair, x, y))
    case (.integer(let x), .integer(let y)):
      elements = .integer(try integers(pair, x, y, inputs))
    default:
      throw inputs.malformed(
        "cannot combine \(a.elements.typeName) with \(b.elements.typeName)")
    }
    return ONNXTensor(pair.shape, elements)
  }

  private static func power(_ x: Float, _ y: Float) -> Float {
    y == 2 ? x * x : y == 3 ? x * x * x : powf(x, y)
  }

  private func numbers<Number: BinaryFloatingPoint>(
    _ pair: ONNXPair, _ x: [Number], _ y: [Number]
  ) -> [Number] {
    switch kind {
    case .add, .sum, .mean: pair.map(x, y) { $0 + $1 }
    case .subtract: pair.map(x, y) { $0 - $1 }
    case .multiply: pair.map(x, y) { $0 * $1 }
    case .divide: pair.map(x, y) { $0 / $1 }
    case .max: pair.map(x, y) { $0.isNaN || $0 > $1 ? $0 : $1 }
    case .min: pair.map(x, y) { $0.isNaN || $0 < $1 ? $0 : $1 }
    case .modulo, .power:
      pair.map(x, y) { $0.truncatingRemainder(dividingBy: $1) }
    }
  }

  private func integers(
    _ pair: ONNXPair, _ x: [Int64], _ y: [Int64], _ inputs: ONNXInputs
  ) throws(ModelError) -> [Int64] {
    if kind == .divide || kind == .modulo {
      guard !y.contains(0), !(x.contains(.min) && y.contains(-1)) else {
        throw inputs.malformed("divides a whole number by zero or beyond the range")
      }
    }
    switch kind {
    case .add, .sum: return pair.map(x, y) { $0 &+ $1 }
    case .subtract: return pair.map(x, y) { $0 &- $1 }
    case .multiply: return pair.map(x, y) { $0 &* $1 }
    case .divide: return pair.map(x, y) { $0 / $1 }
    case .max: return pair.map(x, y) { Swift.max($0, $1) }
    case .min: return pair.map(x, y) { Swift.min($0, $1) }
    case .modulo:
      return pair.map(x, y) { a, b in
        let rest = a % b
        return isFloatModulo || rest == 0 || (rest < 0) == (b < 0) ? rest : rest + b
      }
    case .power:
      return pair.map(x, y) { a, b in
        let power = Glibc.pow(Double(a), Double(b))
        return Int64(exactly: power.rounded(.towardZero)) ?? .min
      }
    case .mean: throw inputs.malformed("cannot take a mean of whole numbers")
    }
  }
}
