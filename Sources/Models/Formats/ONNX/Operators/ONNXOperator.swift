/// One operator of a graph, its attributes read and checked: tensors in, tensors out.
protocol ONNXOperator: Sendable {
  /// Reads the attributes of a node.
  ///
  /// - Throws: ``ModelError`` where the node asks for what is not supported.
  init(_ node: inout ONNXNodeReader) throws(ModelError)

  /// The outputs, in the node's order.
  ///
  /// - Parameter inputs: in the node's order.
  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor]
}

/// What an operator reads, with the words for what is wrong about it.
struct ONNXInputs {
  /// Nil is an optional input that is not given.
  let tensors: [ONNXTensor?]
  /// The node, for messages.
  let place: String

  var count: Int { tensors.count }

  /// The input at `index`, nil where it is not given.
  func optional(_ index: Int) -> ONNXTensor? {
    tensors.indices.contains(index) ? tensors[index] : nil
  }

  /// The input at `index`.
  func required(_ index: Int) throws(ModelError) -> ONNXTensor {
    guard let tensor = optional(index) else { throw malformed("lacks input \(index + 1)") }
    return tensor
  }

  /// The input at `index` as a list of whole numbers.
  func integers(_ index: Int) throws(ModelError) -> [Int] {
    guard case .integer(let values) = try required(index).elements else {
      throw malformed("input \(index + 1) must be whole numbers")
    }
    return values.map { Int($0) }
  }

  /// The input at `index` as numbers of a matrix.
  func matrix(
    _ index: Int
  ) throws(ModelError) -> (rows: Int, columns: Int, elements: ONNXElements) {
    let tensor = try required(index)
    guard let (rows, columns) = tensor.matrixShape else {
      throw malformed("input \(index + 1) must be a matrix and has the shape \(tensor.shape)")
    }
    return (rows, columns, tensor.elements)
  }

  func malformed(_ problem: String) -> ModelError { .malformed(place: place, problem: problem) }

  /// The error for an element type that the operator does not take.
  func wrongType(_ elements: ONNXElements) -> ModelError {
    malformed("cannot read a tensor of type \(elements.typeName)")
  }
}
