/// The k largest or smallest along one axis, with their places; of equals the first.
struct ONNXTopK: ONNXOperator {
  private let axis: Int
  private let wantsLargest: Bool
  /// Given as an input since operator set 10.
  private let count: Int?

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    axis = try node.integer("axis", default: -1)
    wantsLargest = try node.integer("largest", default: 1) != 0
    // Unsorted results may have any order, the sorted one too.
    node.ignore("sorted")
    count = node.version < 10 ? try node.integer("k", default: 0) : nil
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    var given = count ?? 0
    if count == nil { given = try inputs.integers(1).first ?? 0 }
    guard let axis = ONNXLanes.axis(axis, rank: input.rank), given >= 0,
      given <= input.shape[axis]
    else { throw inputs.malformed("cannot take \(given) of the shape \(input.shape)") }
    let lanes = try ONNXLanes(input.shape, along: [axis], budget: &budget)
    let places: [[Int]]
    switch input.elements {
    case .float(let values): places = order(lanes, values, given)
    case .double(let values): places = order(lanes, values, given)
    case .integer(let values): places = order(lanes, values, given)
    case .truth, .text: throw inputs.wrongType(input.elements)
    }
    var shape = input.shape
    shape[axis] = given
    let target = try ONNXLanes(shape, along: [axis], budget: &budget)
    let sources = places.enumerated().flatMap { lane, places in
      places.map { place in
        let index = lane * lanes.length + place
        return lanes.positions?[index] ?? index
      }
    }
    let indices = target.restored(places.joined().map { Int64($0) })
    return [
      input.picking(target.restored(sources), shape: shape), ONNXTensor(shape, .integer(indices)),
    ]
  }

  private func order<Number: Comparable>(
    _ lanes: ONNXLanes, _ values: [Number], _ count: Int
  ) -> [[Int]] {
    (0..<lanes.count).map { lane in
      let lane = lanes.elements(lane, of: values)
      let sorted = lane.indices.sorted { a, b in
        if lane[a] == lane[b] { return a < b }
        return wantsLargest ? lane[a] > lane[b] : lane[a] < lane[b]
      }
      return Array(sorted.prefix(count))
    }
  }
}
