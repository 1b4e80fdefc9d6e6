/// Puts columns of numbers side by side, as floats.
struct ONNXFeatureVectorizer: ONNXOperator {
  private let widths: [Int]

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    widths = node.integers("inputdimensions")
    guard widths.count == node.inputCount else {
      throw node.malformed("has \(node.inputCount) inputs and \(widths.count) widths")
    }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    var parts: [ONNXTensor] = []
    for (index, width) in widths.enumerated() {
      let tensor = try inputs.required(index)
      let columns = tensor.rank == 1 ? 1 : try inputs.matrix(index).columns
      guard columns == width, let values = tensor.elements.floats else {
        throw inputs.malformed("input \(index + 1) must have \(width) numbers a row")
      }
      _ = try budget.reserve([values.count])
      parts.append(ONNXTensor([width == 0 ? 0 : values.count / width, width], .float(values)))
    }
    return [try ONNXConcat.joined(parts, axis: 1, inputs, &budget)]
  }
}
