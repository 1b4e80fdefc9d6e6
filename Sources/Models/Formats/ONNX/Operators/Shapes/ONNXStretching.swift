/// Expand and Tile: the same elements again and again.
struct ONNXStretching: ONNXOperator {
  private let isTile: Bool

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    isTile = node.operation == "Tile"
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    let given = try inputs.integers(1)
    guard isTile else {
      guard let shape = ONNXBroadcast.shape(input.shape, given) else {
        throw inputs.malformed("cannot stretch \(input.shape) to \(given)")
      }
      let count = try budget.reserve(shape)
      let source = ONNXBroadcast.source(input.shape, to: shape, count: count)
      return [input.picking((0..<count).map { source($0) }, shape: shape)]
    }
    guard given.count == input.rank, input.rank <= 16 else {
      throw inputs.malformed("has \(given.count) repeats for \(input.rank) axes")
    }
    // Each axis becomes two: the repeats, which stand still, and the axis itself.
    var (shape, inner, strides): ([Int], [Int], [Int]) = ([], [], [])
    for (axis, stride) in ONNXStrides.of(input.shape).enumerated() {
      let (size, overflow) = input.shape[axis].multipliedReportingOverflow(by: given[axis])
      guard !overflow else { throw inputs.malformed("repeats \(given[axis]) times") }
      shape.append(size)
      inner += [given[axis], input.shape[axis]]
      strides += [0, stride]
    }
    let count = try budget.reserve(shape)
    let positions = ONNXStrides.positions(shape: inner, strides: strides, count: count)
    return [input.picking(positions, shape: shape)]
  }
}
