/// The place of the largest or smallest along one axis; of equals the first unless asked otherwise.
struct ONNXArgExtreme: ONNXOperator {
  private let wantsLargest: Bool
  private let axis: Int
  private let keepsAxis: Bool
  private let takesLast: Bool

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    wantsLargest = node.operation == "ArgMax"
    axis = try node.integer("axis", default: 0)
    keepsAxis = try node.integer("keepdims", default: 1) != 0
    takesLast = try node.integer("select_last_index", default: 0) != 0
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    guard let axis = ONNXLanes.axis(axis, rank: input.rank), input.shape[axis] > 0 else {
      throw inputs.malformed("has nothing along axis \(axis) of the shape \(input.shape)")
    }
    let lanes = try ONNXLanes(input.shape, along: [axis], budget: &budget)
    let places: [Int64]
    switch input.elements {
    case .float(let values): places = self.places(lanes, values)
    case .double(let values): places = self.places(lanes, values)
    case .integer(let values): places = self.places(lanes, values)
    case .truth, .text: throw inputs.wrongType(input.elements)
    }
    return [ONNXTensor(keepsAxis ? lanes.keptShape : lanes.shape, .integer(places))]
  }

  private func places<Number: Comparable>(_ lanes: ONNXLanes, _ values: [Number]) -> [Int64] {
    (0..<lanes.count).map { lane in
      let lane = lanes.elements(lane, of: values)
      var best = 0
      for place in 1..<max(1, lane.count) {
        let isBetter = wantsLargest ? lane[place] > lane[best] : lane[place] < lane[best]
        if isBetter || takesLast && lane[place] == lane[best] { best = place }
      }
      return Int64(best)
    }
  }
}
