/// IsNaN and IsInf.
struct ONNXNumberTest: ONNXOperator {
  private let asksForNaN: Bool
  private let takesPositive: Bool
  private let takesNegative: Bool

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    asksForNaN = node.operation == "IsNaN"
    takesPositive = asksForNaN ? false : try node.integer("detect_positive", default: 1) != 0
    takesNegative = asksForNaN ? false : try node.integer("detect_negative", default: 1) != 0
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    _ = try budget.reserve(input.shape)
    switch input.elements {
    case .float(let values): return [ONNXTensor(input.shape, .truth(values.map(holds)))]
    case .double(let values): return [ONNXTensor(input.shape, .truth(values.map(holds)))]
    case .integer, .truth, .text: throw inputs.wrongType(input.elements)
    }
  }

  private func holds<Number: BinaryFloatingPoint>(_ x: Number) -> Bool {
    asksForNaN ? x.isNaN : x.isInfinite && (x > 0 ? takesPositive : takesNegative)
  }
}
