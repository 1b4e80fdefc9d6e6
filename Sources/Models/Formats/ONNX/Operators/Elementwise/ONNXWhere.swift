/// Takes from one tensor where a condition holds, else from another.
struct ONNXWhere: ONNXOperator {
  init(_ node: inout ONNXNodeReader) throws(ModelError) {}

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let condition = try inputs.required(0)
    let (a, b) = (try inputs.required(1), try inputs.required(2))
    guard case .truth(let holds) = condition.elements,
      let both = ONNXBroadcast.shape(a.shape, b.shape),
      let shape = ONNXBroadcast.shape(condition.shape, both)
    else { throw inputs.malformed("has inputs that do not fit") }
    guard let joined = ONNXElements.joined([a.elements, b.elements]) else {
      throw inputs.malformed("chooses between two types")
    }
    let count = try budget.reserve(shape)
    let source = ONNXBroadcast.source(condition.shape, to: shape, count: count)
    let left = ONNXBroadcast.source(a.shape, to: shape, count: count)
    let right = ONNXBroadcast.source(b.shape, to: shape, count: count)
    let positions = (0..<count).map { holds[source($0)] ? left($0) : a.count + right($0) }
    return [ONNXTensor(shape, joined.picking(positions))]
  }
}
