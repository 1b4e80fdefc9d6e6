/// Changes the order of axes.
struct ONNXTranspose: ONNXOperator {
  private let order: [Int]?

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    order = node.optionalIntegers("perm")
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    let order = order ?? input.shape.indices.reversed()
    guard order.sorted() == Array(input.shape.indices) else {
      throw inputs.malformed("cannot order \(input.shape) by \(order)")
    }
    let strides = ONNXStrides.of(input.shape)
    let shape = order.map { input.shape[$0] }
    let count = try budget.reserve(shape)
    let positions = ONNXStrides.positions(
      shape: shape, strides: order.map { strides[$0] }, count: count)
    return [input.picking(positions, shape: shape)]
  }
}
