/// 1 above a threshold, else 0.
struct ONNXBinarizer: ONNXOperator {
  private let threshold: Float

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    threshold = try node.float("threshold", default: 0)
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    _ = try budget.reserve(input.shape)
    guard let values = input.elements.floats else { throw inputs.wrongType(input.elements) }
    guard !values.contains(where: \.isNaN) else {
      throw inputs.malformed("meets a missing value, which is neither above nor below")
    }
    return [ONNXTensor(input.shape, .float(values.map { $0 > threshold ? 1 : 0 }))]
  }
}
