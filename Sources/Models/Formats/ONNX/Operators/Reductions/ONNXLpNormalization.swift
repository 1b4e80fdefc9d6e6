/// Divides by the L1 or L2 norm along one axis; a norm of 0 gives zeros.
struct ONNXLpNormalization: ONNXOperator {
  private let axis: Int
  private let isAbsolute: Bool

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    axis = try node.integer("axis", default: -1)
    let power = try node.integer("p", default: 2)
    guard power == 1 || power == 2 else { throw node.unsupported("a norm of order \(power)") }
    isAbsolute = power == 1
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    guard let axis = ONNXLanes.axis(axis, rank: input.rank) else {
      throw inputs.malformed("has no axis \(axis) in the shape \(input.shape)")
    }
    let lanes = try ONNXLanes(input.shape, along: [axis], budget: &budget)
    _ = try budget.reserve(input.shape)
    switch input.elements {
    case .float(let values):
      let made = (0..<lanes.count).flatMap { normalized(lanes.elements($0, of: values)) }
      return [ONNXTensor(input.shape, .float(lanes.restored(made)))]
    case .double(let values):
      let made = (0..<lanes.count).flatMap { normalized(lanes.elements($0, of: values)) }
      return [ONNXTensor(input.shape, .double(lanes.restored(made)))]
    case .integer, .truth, .text: throw inputs.wrongType(input.elements)
    }
  }

  private func normalized<Number: BinaryFloatingPoint>(_ lane: [Number]) -> [Number] {
    let norm =
      isAbsolute
      ? lane.reduce(0) { $0 + $1.magnitude } : lane.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return lane.map { norm == 0 ? 0 : $0 / norm }
  }
}
