/// Cuts a tensor into pieces along one axis: the reverse of Concat.
struct ONNXSplit: ONNXOperator {
  private let axis: Int
  private let sizes: [Int]?
  private let pieces: Int

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    axis = try node.integer("axis", default: 0)
    sizes = node.version < 13 ? node.optionalIntegers("split") : nil
    pieces = try node.integer("num_outputs", default: node.outputCount)
    guard pieces == node.outputCount, pieces > 0 else {
      throw node.malformed("has \(node.outputCount) outputs and asks for \(pieces)")
    }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    guard let axis = ONNXLanes.axis(axis, rank: input.rank) else {
      throw inputs.malformed("has no axis \(axis) in the shape \(input.shape)")
    }
    let size = input.shape[axis]
    var sizes = try inputs.optional(1) == nil ? sizes : inputs.integers(1)
    if sizes == nil {
      let piece = (size + pieces - 1) / pieces
      sizes = (0..<pieces).map { max(0, min(piece, size - $0 * piece)) }
    }
    guard let sizes, sizes.count == pieces, sizes.allSatisfy({ (0...size).contains($0) }),
      sizes.reduce(0, +) == size
    else { throw inputs.malformed("cannot cut an axis of \(size) like that") }
    let strides = ONNXStrides.of(input.shape)
    var parts: [ONNXTensor] = []
    var first = 0
    for piece in sizes {
      var shape = input.shape
      shape[axis] = piece
      let count = try budget.reserve(shape)
      let positions = ONNXStrides.positions(
        shape: shape, strides: strides, count: count, start: first * strides[axis])
      parts.append(input.picking(positions, shape: shape))
      first += piece
    }
    return parts
  }
}
