/// A tensor of one value; the shape is an input.
struct ONNXConstantOfShape: ONNXOperator {
  private let value: ONNXElements

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    let tensor = try node.tensor("value")
    value = tensor?.elements ?? .float([0])
    guard value.count == 1 else { throw node.malformed("'value' must be one element") }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let shape = try inputs.integers(0)
    let count = try budget.reserve(shape)
    return [ONNXTensor(shape, value.picking([Int](repeating: 0, count: count)))]
  }
}
