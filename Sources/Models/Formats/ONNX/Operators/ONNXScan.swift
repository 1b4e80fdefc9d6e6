/// Runs a small graph for each element of its inputs: distances to neighbours are written like that.
///
/// The body reads its own inputs and constants only, and goes forward along the first axis.
struct ONNXScan: ONNXOperator {
  private let body: ONNXProgram
  private let stateCount: Int
  private let scanCount: Int
  private let outputCount: Int

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    let graph = try node.graph("body")
    let given = try node.optionalInteger("num_scan_inputs") ?? 0
    for name in [
      "scan_input_axes", "scan_input_directions", "scan_output_axes", "scan_output_directions",
    ] {
      guard node.integers(name).allSatisfy({ $0 == 0 }) else {
        throw node.unsupported("'\(name)' other than 0")
      }
    }
    let checked = try ONNXGraph(graph, opsets: node.opsets, constantReader: node.constants)
    guard given > 0, given <= node.inputCount, checked.inputs.count == node.inputCount,
      checked.outputs.count == node.outputCount,
      checked.outputs.count >= node.inputCount - given
    else { throw node.malformed("has a body that does not fit its inputs") }
    scanCount = given
    stateCount = node.inputCount - given
    outputCount = node.outputCount
    body = try ONNXProgram(
      checked, from: checked.inputs.compactMap { checked.number(of: $0.name) },
      to: checked.outputs.compactMap { checked.number(of: $0.name) })
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    var states: [ONNXTensor] = []
    for index in 0..<stateCount { states.append(try inputs.required(index)) }
    var scanned: [ONNXTensor] = []
    for index in 0..<scanCount { scanned.append(try inputs.required(stateCount + index)) }
    guard let steps = scanned.first?.shape.first, steps > 0,
      scanned.allSatisfy({ $0.shape.first == steps })
    else { throw inputs.malformed("runs over inputs of different lengths") }
    var made = [[ONNXTensor]](repeating: [], count: outputCount - stateCount)
    for step in 0..<steps {
      let slices = scanned.map { tensor in
        let width = tensor.count / steps
        return tensor.picking(
          Array(step * width..<(step + 1) * width), shape: Array(tensor.shape.dropFirst()))
      }
      try budget.spend(slices.reduce(100 + body.valueCount) { $0 + $1.count })
      let given = states + slices
      var inner = budget
      let results = try body.run(given, budget: &inner)
      budget.spendAs(inner)
      states = Array(results.prefix(stateCount))
      for (index, result) in results.dropFirst(stateCount).enumerated() {
        made[index].append(result.reshaped([1] + result.shape))
        budget.hold(result)
      }
    }
    var stacked: [ONNXTensor] = []
    for pieces in made {
      for piece in pieces { budget.release(piece) }
      stacked.append(try ONNXConcat.joined(pieces, axis: 0, inputs, &budget))
    }
    return states + stacked
  }
}
