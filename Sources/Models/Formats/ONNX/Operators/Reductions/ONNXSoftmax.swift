import Glibc

/// Softmax and its logarithm along one axis; before operator set 13 along all from that axis on.
struct ONNXSoftmax: ONNXOperator {
  private let isLogarithm: Bool
  private let takesRest: Bool
  private let axis: Int

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    isLogarithm = node.operation == "LogSoftmax"
    takesRest = node.version < 13
    axis = try node.integer("axis", default: takesRest ? 1 : -1)
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    guard let axis = ONNXLanes.axis(axis, rank: input.rank) else {
      throw inputs.malformed("has no axis \(axis) in the shape \(input.shape)")
    }
    let axes = takesRest ? Array(axis..<input.rank) : [axis]
    let lanes = try ONNXLanes(input.shape, along: axes, budget: &budget)
    _ = try budget.reserve(input.shape)
    switch input.elements {
    case .float(let values):
      let made = (0..<lanes.count).flatMap { softmax(lanes.elements($0, of: values)) }
      return [ONNXTensor(input.shape, .float(lanes.restored(made)))]
    case .double(let values):
      let made = (0..<lanes.count).flatMap { softmax(lanes.elements($0, of: values)) }
      return [ONNXTensor(input.shape, .double(lanes.restored(made)))]
    case .integer, .truth, .text: throw inputs.wrongType(input.elements)
    }
  }

  private func softmax(_ lane: [Float]) -> [Float] {
    let largest = lane.reduce(-.infinity) { $0.isNaN || $0 > $1 ? $0 : $1 }
    let powers = lane.map { ONNXApproximation.exponential($0 - largest) }
    let sum = powers.reduce(0, +)
    return isLogarithm ? lane.map { $0 - largest - logf(sum) } : powers.map { $0 * (1 / sum) }
  }

  private func softmax(_ lane: [Double]) -> [Double] {
    let largest = lane.reduce(-.infinity) { $0.isNaN || $0 > $1 ? $0 : $1 }
    let powers = lane.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return isLogarithm ? lane.map { $0 - largest - log(sum) } : powers.map { $0 / sum }
  }
}
