/// Gather and GatherElements: elements by index along one axis.
struct ONNXGather: ONNXOperator {
  private let axis: Int
  private let takesElements: Bool

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    axis = try node.integer("axis", default: 0)
    takesElements = node.operation == "GatherElements"
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    let indices = try inputs.required(1)
    guard let axis = ONNXLanes.axis(axis, rank: input.rank) else {
      throw inputs.malformed("has no axis \(axis) in the shape \(input.shape)")
    }
    let size = input.shape[axis]
    let places = try inputs.integers(1).map { $0 < 0 ? $0 + size : $0 }
    if let stray = places.first(where: { $0 < 0 || $0 >= size }) {
      throw inputs.malformed("takes element \(stray) of \(size)")
    }
    let inner = input.shape[(axis + 1)...].reduce(1, *)
    var positions: [Int] = []
    if takesElements {
      guard indices.rank == input.rank,
        zip(indices.shape, input.shape).enumerated().allSatisfy({
          $0.offset == axis || $0.element.0 <= $0.element.1
        })
      else { throw inputs.malformed("has indices of the shape \(indices.shape)") }
      let count = try budget.reserve(indices.shape)
      var strides = ONNXStrides.of(input.shape)
      let stride = strides[axis]
      strides[axis] = 0
      positions = ONNXStrides.positions(shape: indices.shape, strides: strides, count: count)
      for (index, place) in places.enumerated() { positions[index] += place * stride }
      return [input.picking(positions, shape: indices.shape)]
    }
    let shape = Array(input.shape[..<axis]) + indices.shape + input.shape[(axis + 1)...]
    positions.reserveCapacity(try budget.reserve(shape))
    for outer in 0..<input.shape[..<axis].reduce(1, *) {
      for place in places {
        let start = (outer * size + place) * inner
        positions += start..<start + inner
      }
    }
    return [input.picking(positions, shape: shape)]
  }
}
