/// Gives what it gets: Identity, and Dropout, which does nothing outside of training.
struct ONNXIdentity: ONNXOperator {
  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    if node.operation == "Dropout" {
      node.ignore("ratio", "seed", "is_test", "consumed_inputs")
      guard node.outputCount <= 1 else { throw node.unsupported("the mask of a Dropout") }
    }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    if case .truth(let training)? = inputs.optional(2)?.elements, training.contains(true) {
      throw inputs.malformed("asks for dropout as in training")
    }
    return [try inputs.required(0)]
  }
}
