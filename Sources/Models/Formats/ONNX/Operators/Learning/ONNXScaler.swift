/// `(x − offset) · scale`, one of each for all features or one for each.
struct ONNXScaler: ONNXOperator {
  private let offset: [Float]
  private let scale: [Float]

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    offset = node.floats("offset")
    scale = node.floats("scale")
    guard !offset.isEmpty, !scale.isEmpty else { throw node.malformed("lacks offset or scale") }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    let width = input.shape.last ?? 1
    guard [1, width].contains(offset.count), [1, width].contains(scale.count) else {
      throw inputs.malformed("scales \(max(offset.count, scale.count)) features and gets \(width)")
    }
    _ = try budget.reserve(input.shape)
    guard let values = input.elements.floats else { throw inputs.wrongType(input.elements) }
    let scaled = values.enumerated().map { index, value in
      let feature = index % width
      return (value - offset[offset.count == 1 ? 0 : feature])
        * scale[scale.count == 1 ? 0 : feature]
    }
    return [ONNXTensor(input.shape, .float(scaled))]
  }
}
