/// `(x − mean) / √(variance + epsilon) · scale + bias` along the second axis, outside of training.
struct ONNXBatchNormalization: ONNXOperator {
  private let epsilon: Float

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    epsilon = try node.float("epsilon", default: 1e-5)
    node.ignore("momentum")
    guard try node.integer("training_mode", default: 0) == 0, node.outputCount == 1 else {
      throw node.unsupported("training")
    }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    guard input.rank >= 2, case .float(let values) = input.elements else {
      throw inputs.wrongType(input.elements)
    }
    var rules: [[Float]] = []
    for index in 1...4 {
      guard case .float(let rule) = try inputs.required(index).elements,
        rule.count == input.shape[1]
      else { throw inputs.malformed("input \(index + 1) must have \(input.shape[1]) floats") }
      rules.append(rule)
    }
    _ = try budget.reserve(input.shape)
    let inner = input.shape[2...].reduce(1, *)
    let factors = zip(rules[0], rules[3]).map { $0 / ($1 + epsilon).squareRoot() }
    let made = values.enumerated().map { index, value in
      let channel = index / inner % factors.count
      return value * factors[channel] + (rules[1][channel] - rules[2][channel] * factors[channel])
    }
    return [ONNXTensor(input.shape, .float(made))]
  }
}
