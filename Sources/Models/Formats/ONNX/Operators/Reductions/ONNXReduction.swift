import Glibc

/// Operators that make one number of all along some axes.
///
/// Sums of floats are added in double and rounded once, so that they do not depend on an order.
struct ONNXReduction: ONNXOperator {
  private enum Kind: String {
    case l1 = "ReduceL1"
    case l2 = "ReduceL2"
    case logSum = "ReduceLogSum"
    case logSumExp = "ReduceLogSumExp"
    case max = "ReduceMax"
    case mean = "ReduceMean"
    case min = "ReduceMin"
    case product = "ReduceProd"
    case sum = "ReduceSum"
    case sumSquare = "ReduceSumSquare"
  }

  private let kind: Kind
  private let axes: [Int]?
  private let keepsAxes: Bool
  /// Whether no axes mean none, not all.
  private let ignoresEmptyAxes: Bool

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    guard let kind = Kind(rawValue: node.operation) else { throw node.unsupported("the operator") }
    self.kind = kind
    keepsAxes = try node.integer("keepdims", default: 1) != 0
    let readsInput = node.version >= (kind == .sum ? 13 : 18)
    axes = readsInput ? nil : node.optionalIntegers("axes")
    ignoresEmptyAxes =
      readsInput ? try node.integer("noop_with_empty_axes", default: 0) != 0 : false
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    var chosen = axes ?? []
    if inputs.optional(1) != nil { chosen = try inputs.integers(1) }
    if chosen.isEmpty {
      if ignoresEmptyAxes { return [input] }
      chosen = Array(0..<input.rank)
    }
    guard let axes = ONNXLanes.axes(chosen, rank: input.rank) else {
      throw inputs.malformed("reduces over axes \(chosen) of the shape \(input.shape)")
    }
    let lanes = try ONNXLanes(input.shape, along: axes, budget: &budget)
    let shape = keepsAxes ? lanes.keptShape : lanes.shape
    guard lanes.length > 0 || kind == .sum || kind == .product else {
      throw inputs.malformed("reduces over nothing")
    }
    switch input.elements {
    case .float(let values):
      let reduced = (0..<lanes.count).map { lane in
        Float(self.reduced(lanes.elements(lane, of: values).map { Double($0) }))
      }
      return [ONNXTensor(shape, .float(reduced))]
    case .double(let values):
      return [
        ONNXTensor(
          shape, .double((0..<lanes.count).map { self.reduced(lanes.elements($0, of: values)) }))
      ]
    case .integer(let values):
      var reduced: [Int64] = []
      for lane in 0..<lanes.count {
        reduced.append(try self.reduced(lanes.elements(lane, of: values), inputs))
      }
      return [ONNXTensor(shape, .integer(reduced))]
    case .truth, .text: throw inputs.wrongType(input.elements)
    }
  }

  private func reduced(_ lane: [Double]) -> Double {
    switch kind {
    case .sum: lane.reduce(0, +)
    case .mean: lane.reduce(0, +) / Double(lane.count)
    case .product: lane.reduce(1, *)
    case .max: lane.reduce(-.infinity) { $0.isNaN || $0 > $1 ? $0 : $1 }
    case .min: lane.reduce(.infinity) { $0.isNaN || $0 < $1 ? $0 : $1 }
    case .l1: lane.reduce(0) { $0 + $1.magnitude }
    case .l2: lane.reduce(0) { $0 + $1 * $1 }.squareRoot()
    case .sumSquare: lane.reduce(0) { $0 + $1 * $1 }
    case .logSum: log(lane.reduce(0, +))
    case .logSumExp: ONNXReduction.logSumExp(lane)
    }
  }

  private static func logSumExp(_ lane: [Double]) -> Double {
    let largest = lane.reduce(-.infinity) { $0.isNaN || $0 > $1 ? $0 : $1 }
    guard largest.isFinite else { return largest }
    return largest + log(lane.reduce(0) { $0 + exp($1 - largest) })
  }

  private func reduced(_ lane: [Int64], _ inputs: ONNXInputs) throws(ModelError) -> Int64 {
    switch kind {
    case .sum: return lane.reduce(0, &+)
    case .product: return lane.reduce(1, &*)
    case .max: return lane.max() ?? 0
    case .min: return lane.min() ?? 0
    case .mean: return lane.reduce(0, &+) / Int64(max(1, lane.count))
    case .l1: return lane.reduce(0) { $0 &+ ($1 < 0 ? 0 &- $1 : $1) }
    case .sumSquare: return lane.reduce(0) { $0 &+ $1 &* $1 }
    case .l2, .logSum, .logSumExp: throw inputs.malformed("is not defined for whole numbers")
    }
  }
}
