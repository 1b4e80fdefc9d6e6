/// A graph ready to run: operators in order, each with the places of what it reads and writes.
struct ONNXProgram: Sendable {
  private struct Step: Sendable {
    let operation: any ONNXOperator
    let inputs: [Int]
    let outputs: [Int]
    let place: String
    /// Values that nobody reads after this step.
    let last: [Int]
  }

  private let steps: [Step]
  private let constants: [(number: Int, tensor: ONNXTensor)]
  /// The number of values, constants among them: what a run costs at least.
  let valueCount: Int
  private let inputs: [Int]
  private let outputs: [Int]

  /// The number of operators.
  var count: Int { steps.count }

  /// The part of `graph` that gives `outputs`, from `inputs` on.
  ///
  /// - Throws: ``ModelError`` if an operator is not native or asks for what is not supported.
  init(_ graph: ONNXGraph, from inputs: [Int], to outputs: [Int]) throws(ModelError) {
    let nodes = graph.nodes(for: outputs)
    try graph.requireNative(nodes)
    var lastReader: [Int: Int] = [:]
    for (step, node) in nodes.enumerated() {
      for value in node.inputs + node.outputs where value >= 0 { lastReader[value] = step }
    }
    for value in outputs { lastReader[value] = nil }
    var steps: [Step] = []
    for (index, node) in nodes.enumerated() {
      let last = Set(node.inputs + node.outputs).sorted().filter {
        lastReader[$0] == index && graph.constants[$0] == nil
      }
      steps.append(
        Step(
          operation: try graph.operation(of: node), inputs: node.inputs, outputs: node.outputs,
          place: node.place, last: last))
    }
    self.steps = steps
    self.inputs = inputs
    self.outputs = outputs
    constants = graph.constants.sorted { $0.key < $1.key }.map {
      (number: $0.key, tensor: $0.value)
    }
    valueCount = graph.valueCount
  }

  /// The outputs for one block of rows.
  func run(_ given: [ONNXTensor], budget: inout ONNXBudget) throws(ModelError) -> [ONNXTensor] {
    var values = [ONNXTensor?](repeating: nil, count: valueCount)
    for (number, constant) in constants { values[number] = constant }
    for (number, tensor) in zip(inputs, given) {
      budget.hold(tensor)
      values[number] = tensor
    }
    for step in steps {
      let read = ONNXInputs(
        tensors: step.inputs.map { $0 < 0 ? nil : values[$0] }, place: step.place)
      let made = try step.operation.outputs(of: read, budget: &budget)
      guard made.count >= (step.outputs.lastIndex { $0 >= 0 } ?? -1) + 1 else {
        throw read.malformed("has \(step.outputs.count) outputs; \(made.count) are known")
      }
      for (number, tensor) in zip(step.outputs, made) where number >= 0 {
        budget.hold(tensor)
        values[number] = tensor
      }
      for number in step.last {
        if let tensor = values[number] { budget.release(tensor) }
        values[number] = nil
      }
    }
    var results: [ONNXTensor] = []
    for number in outputs {
      guard let tensor = values[number] else {
        throw .malformed(place: "the graph", problem: "does not give one of its outputs")
      }
      results.append(tensor)
    }
    return results
  }
}

extension ONNXGraph {
  /// The operator of a node, its attributes read.
  ///
  /// - Precondition: the node's kind is native.
  func operation(of node: Node) throws(ModelError) -> any ONNXOperator {
    guard
      let entry = ONNXOperatorCatalog.entry(
        domain: node.message.domain, name: node.message.operation)
    else {
      throw .unsupported(
        feature: "the ONNX operator \(node.message.operation)", advice: ONNXFormat.advice)
    }
    var reader = try self.reader(of: node)
    let operation = try entry.type.init(&reader)
    try reader.finish()
    return operation
  }

  /// The attributes of a node.
  func reader(of node: Node) throws(ModelError) -> ONNXNodeReader {
    try ONNXNodeReader(
      node.message, index: node.index, opsets: opsets, constants: constantReader)
  }
}
