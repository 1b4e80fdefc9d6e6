/// A part of each axis, with steps: attributes before operator set 10, inputs since.
struct ONNXSlice: ONNXOperator {
  private let starts: [Int]?
  private let ends: [Int]?
  private let axes: [Int]?

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    starts = node.version < 10 ? node.integers("starts") : nil
    ends = node.version < 10 ? node.integers("ends") : nil
    axes = node.version < 10 ? node.optionalIntegers("axes") : nil
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    let starts = if let starts { starts } else { try inputs.integers(1) }
    let ends = if let ends { ends } else { try inputs.integers(2) }
    let axes =
      try inputs.optional(3) == nil ? axes ?? Array(starts.indices) : inputs.integers(3)
    let steps =
      try inputs.optional(4) == nil
      ? [Int](repeating: 1, count: starts.count) : inputs.integers(4)
    guard starts.count == ends.count, axes.count == starts.count, steps.count == starts.count,
      Set(axes).count == axes.count
    else { throw inputs.malformed("has starts, ends, axes and steps of different counts") }
    var shape = input.shape
    var strides = ONNXStrides.of(input.shape)
    let plain = strides
    var origin = 0
    for (index, given) in axes.enumerated() {
      guard let axis = ONNXLanes.axis(given, rank: input.rank), steps[index] != 0,
        steps[index].magnitude <= UInt(Int32.max)
      else { throw inputs.malformed("has no axis \(given) or a step of 0") }
      let size = input.shape[axis]
      let step = steps[index]
      let (first, count) = ONNXSlice.range(starts[index], ends[index], step, size)
      shape[axis] = count
      origin += first * plain[axis]
      strides[axis] = count > 1 ? step * plain[axis] : 0
    }
    let count = try budget.reserve(shape)
    let positions = ONNXStrides.positions(
      shape: shape, strides: strides, count: count, start: origin)
    return [input.picking(positions, shape: shape)]
  }

  /// Where a slice starts and how many elements it has.
  private static func range(
    _ start: Int, _ end: Int, _ step: Int, _ size: Int
  ) -> (first: Int, count: Int) {
    func clamped(_ place: Int, _ low: Int, _ high: Int) -> Int {
      min(max(place < 0 ? place + size : place, low), high)
    }
    guard size > 0 else { return (0, 0) }
    if step > 0 {
      let (first, last) = (clamped(start, 0, size), clamped(end, 0, size))
      return first < last ? (first, (last - first + step - 1) / step) : (0, 0)
    }
    let (first, last) = (clamped(start, -1, size - 1), clamped(end, -1, size - 1))
    return first > last ? (first, (first - last - step - 1) / -step) : (0, 0)
  }
}
