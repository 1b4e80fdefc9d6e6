/// Running sums along one axis.
struct ONNXCumulativeSum: ONNXOperator {
  private let isExclusive: Bool
  private let isReversed: Bool

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    isExclusive = try node.integer("exclusive", default: 0) != 0
    isReversed = try node.integer("reverse", default: 0) != 0
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    let given = try inputs.integers(1)
    guard given.count == 1, let axis = ONNXLanes.axis(given[0], rank: input.rank) else {
      throw inputs.malformed("has no axis \(given) in the shape \(input.shape)")
    }
    let lanes = try ONNXLanes(input.shape, along: [axis], budget: &budget)
    _ = try budget.reserve(input.shape)
    switch input.elements {
    case .float(let values): return [ONNXTensor(input.shape, .float(sums(lanes, values, +)))]
    case .double(let values): return [ONNXTensor(input.shape, .double(sums(lanes, values, +)))]
    case .integer(let values): return [ONNXTensor(input.shape, .integer(sums(lanes, values, &+)))]
    case .truth, .text: throw inputs.wrongType(input.elements)
    }
  }

  private func sums<Number: Numeric>(
    _ lanes: ONNXLanes, _ values: [Number], _ add: (Number, Number) -> Number
  ) -> [Number] {
    let made = (0..<lanes.count).flatMap { lane -> [Number] in
      let lane = lanes.elements(lane, of: values)
      var sum = Number.zero
      var sums: [Number] = []
      for value in isReversed ? lane.reversed() : lane {
        let before = sum
        sum = add(sum, value)
        sums.append(isExclusive ? before : sum)
      }
      return isReversed ? sums.reversed() : sums
    }
    return lanes.restored(made)
  }
}
