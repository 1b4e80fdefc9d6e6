/// Puts tensors side by side along one axis.
struct ONNXConcat: ONNXOperator {
  private let axis: Int

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    axis = try node.integer("axis", default: 0)
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    var parts: [ONNXTensor] = []
    for index in 0..<inputs.count { parts.append(try inputs.required(index)) }
    return [try ONNXConcat.joined(parts, axis: axis, inputs, &budget)]
  }

  /// `parts` along `axis`.
  static func joined(
    _ parts: [ONNXTensor], axis: Int, _ inputs: ONNXInputs, _ budget: inout ONNXBudget
  ) throws(ModelError) -> ONNXTensor {
    guard let first = parts.first, let axis = ONNXLanes.axis(axis, rank: first.rank) else {
      throw inputs.malformed("has nothing to put together")
    }
    func others(_ shape: [Int]) -> [Int] {
      shape.enumerated().filter { $0.offset != axis }.map(\.element)
    }
    for part in parts where part.rank != first.rank || others(part.shape) != others(first.shape) {
      throw inputs.malformed("cannot put \(part.shape) beside \(first.shape)")
    }
    var shape = first.shape
    shape[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
    let count = try budget.reserve(shape)
    guard let elements = ONNXElements.joined(parts.map(\.elements)) else {
      throw inputs.malformed("cannot put together tensors of different types")
    }
    let outer = shape[..<axis].reduce(1, *)
    guard outer > 1 else { return ONNXTensor(shape, elements) }
    let inner = shape[(axis + 1)...].reduce(1, *)
    var starts: [Int] = []
    var total = 0
    for part in parts {
      starts.append(total)
      total += part.count
    }
    var positions: [Int] = []
    positions.reserveCapacity(count)
    for block in 0..<outer {
      for (part, start) in zip(parts, starts) {
        let width = part.shape[axis] * inner
        positions += start + block * width..<start + (block + 1) * width
      }
    }
    return ONNXTensor(shape, elements.picking(positions))
  }
}
