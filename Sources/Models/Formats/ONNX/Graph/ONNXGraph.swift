/// A graph whose wiring is checked: every name is given once, before it is read.
struct ONNXGraph {
  /// A node with the numbers of the values that it reads and writes.
  struct Node {
    let message: ONNXNodeMessage
    /// The node's position in the file.
    let index: Int
    /// −1 for an optional input that is not given.
    let inputs: [Int]
    /// −1 for an output that nobody wants.
    let outputs: [Int]
    var place: String { ONNXNodeReader.place(of: message, index: index) }
  }

  /// What must be given: the file's inputs without those that are constants (IR versions before 4
  /// list both).
  let inputs: [ONNXValueMessage]
  let outputs: [ONNXValueMessage]
  /// In an order in which everything is given before it is read.
  let nodes: [Node]
  /// By number of value.
  let constants: [Int: ONNXTensor]
  let valueCount: Int
  let opsets: [String: Int64]
  let constantReader: ONNXTensorReader
  private let numbers: [String: Int]

  /// - Parameter outer: Values of the graph around this one, which its nodes may read.
  init(
    _ message: ONNXGraphMessage, opsets: [String: Int64], constantReader: ONNXTensorReader
  ) throws(ModelError) {
    var numbers: [String: Int] = [:]
    func define(_ name: String, _ place: String) throws(ModelError) -> Int {
      guard numbers[name] == nil else {
        throw .malformed(place: place, problem: "gives '\(name)', which is given already")
      }
      numbers[name] = numbers.count
      return numbers.count - 1
    }
    var constants: [Int: ONNXTensor] = [:]
    for constant in message.constants {
      let number = try define(constant.name, "constant '\(constant.name)'")
      constants[number] = try constantReader.tensor(constant)
    }
    var inputs: [ONNXValueMessage] = []
    for input in message.inputs where numbers[input.name] == nil {
      _ = try define(input.name, "input '\(input.name)'")
      inputs.append(input)
    }
    var nodes: [Node] = []
    for (index, node) in message.nodes.enumerated() {
      let place = ONNXNodeReader.place(of: node, index: index)
      var read: [Int] = []
      for name in node.inputs {
        guard let number = name.isEmpty ? -1 : numbers[name] else {
          throw .malformed(
            place: place, problem: "reads '\(name)', which nothing before it gives")
        }
        read.append(number)
      }
      var written: [Int] = []
      for name in node.outputs {
        written.append(name.isEmpty ? -1 : try define(name, place))
      }
      nodes.append(Node(message: node, index: index, inputs: read, outputs: written))
    }
    for output in message.outputs where numbers[output.name] == nil {
      throw .malformed(place: "output '\(output.name)'", problem: "is given by no node")
    }
    self.inputs = inputs
    outputs = message.outputs
    self.nodes = nodes
    self.constants = constants
    valueCount = numbers.count
    self.opsets = opsets
    self.constantReader = constantReader
    self.numbers = numbers
  }

  /// The number of the value of that name.
  func number(of name: String) -> Int? { numbers[name] }

  /// The node that gives a value; nil for inputs and constants.
  func producer(of value: Int) -> Node? { nodes.first { $0.outputs.contains(value) } }

  /// The nodes that `values` depend on, in order.
  func nodes(for values: [Int]) -> [Node] {
    var needed = Set(values)
    var kept: [Node] = []
    for node in nodes.reversed() where node.outputs.contains(where: { needed.contains($0) }) {
      needed.formUnion(node.inputs)
      kept.append(node)
    }
    return kept.reversed()
  }
}
