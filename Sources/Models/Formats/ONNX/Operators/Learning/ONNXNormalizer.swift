/// Divides each row by its norm; a norm of 0 changes nothing.
struct ONNXNormalizer: ONNXOperator {
  private let norm: String

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    norm = try node.text("norm", default: "MAX")
    guard ["MAX", "L1", "L2"].contains(norm) else {
      throw node.unsupported("the norm '\(norm)'")
    }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    let (_, width, elements) = try inputs.matrix(0)
    guard var values = elements.floats else { throw inputs.wrongType(elements) }
    _ = try budget.reserve(input.shape)
    guard width > 0 else { return [input] }
    for start in stride(from: 0, to: values.count, by: width) {
      let row = values[start..<start + width]
      switch norm {
      case "MAX":
        let largest = row.max() ?? 0
        if largest != 0 { for index in row.indices { values[index] /= largest } }
      case "L1":
        let sum = row.reduce(0) { $0 + $1.magnitude }
        if sum != 0 { for index in row.indices { values[index] /= sum } }
      default: normalizeL2(&values, row.indices)
      }
    }
    return [ONNXTensor(input.shape, .float(values))]
  }

  /// Each square is divided before the root is taken, as ONNX Runtime does it.
  private func normalizeL2(_ values: inout [Float], _ row: Range<Int>) {
    let sum = values[row].reduce(0) { $0 + $1 * $1 }
    guard sum != 0 else { return }
    for index in row {
      let root = (values[index] * values[index] / sum).squareRoot()
      values[index] = values[index] < 0 ? -root : root
    }
  }
}
